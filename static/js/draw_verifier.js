// 自己验证 · holds a draw again from its bundle (format expert-draw/1), without the server.
//
// verifyBundle(text) → {ok, problems, names, digest}. Knows no page and no other file; runs in a
// browser, from a folder on disk, and in Node. Written from the description of the format, not from
// the office's own code, so that the two check each other.
"use strict";

const verifyBundle = (function () {
  // What a bundle is made of: text, integers (and the least allowed), lists by their first item.
  const REQUEST = {
    draw_no: "", dispatch_no: "", round: 1, voids: 0, employer_cap: 1, weights: [1],
    seats: [{ seat: 1, specialty: "", min_grade: "" }],
    pool: [{ expert: "", specialties: [""], grade: "", employer: "", load: 0 }],
    seated: [{ expert: "", employer: "" }],
    excluded: [{ expert: "", reason: "" }],
  };
  const BUNDLE = {
    format: "", request: REQUEST, nonce: "", commitment: "", seed: "", drawn_at: "",
    contributions: [{ by: "", at: "", text: "" }],
    result: [{ seat: 1, expert: "" }],
  };
  const FORMAT = "expert-draw/1";
  const SATISFIES = {
    SENIOR: ["SENIOR"], INTERMEDIATE: ["SENIOR", "INTERMEDIATE"], LEGAL: ["LEGAL"],
  };
  const DEEPEST = 64;
  const LARGEST = 1e15;

  class Wrong extends Error {}

  // SM3 (GB/T 32905)

  const rotate = (x, n) => (n & 31 ? (x << (n & 31)) | (x >>> (32 - (n & 31))) : x);

  function compress(state, view, offset, w) {
    for (let j = 0; j < 16; j++) w[j] = view.getInt32(offset + 4 * j);
    for (let j = 16; j < 68; j++) {
      const x = w[j - 16] ^ w[j - 9] ^ rotate(w[j - 3], 15);
      w[j] = x ^ rotate(x, 15) ^ rotate(x, 23) ^ rotate(w[j - 13], 7) ^ w[j - 6];
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let j = 0; j < 64; j++) {
      const early = j < 16;
      const ss1 = rotate((rotate(a, 12) + e + rotate(early ? 0x79cc4519 : 0x7a879d8a, j)) | 0, 7);
      const ff = early ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
      const gg = early ? e ^ f ^ g : (e & f) | (~e & g);
      const tt1 = (ff + d + (ss1 ^ rotate(a, 12)) + (w[j] ^ w[j + 4])) | 0;
      const tt2 = (gg + h + ss1 + w[j]) | 0;
      d = c; c = rotate(b, 9); b = a; a = tt1;
      h = g; g = rotate(f, 19); f = e; e = tt2 ^ rotate(tt2, 9) ^ rotate(tt2, 17);
    }
    [a, b, c, d, e, f, g, h].forEach((x, i) => { state[i] ^= x; });
  }

  function sm3(...parts) {
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    const padded = new Uint8Array(Math.ceil((length + 9) / 64) * 64);
    let at = 0;
    for (const part of parts) { padded.set(part, at); at += part.length; }
    padded[length] = 0x80;
    const view = new DataView(padded.buffer);
    view.setUint32(padded.length - 8, Math.floor(length / 0x20000000));
    view.setUint32(padded.length - 4, (length << 3) >>> 0);
    const state = new Int32Array([
      0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e,
    ]);
    const w = new Int32Array(68);
    for (let offset = 0; offset < padded.length; offset += 64) compress(state, view, offset, w);
    const digest = new DataView(new ArrayBuffer(32));
    state.forEach((x, i) => digest.setInt32(4 * i, x));
    return new Uint8Array(digest.buffer);
  }

  const hex = (bytes) => Array.from(bytes, (x) => x.toString(16).padStart(2, "0")).join("");
  const unhex = (text) => Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
  const utf8 = (text) => new TextEncoder().encode(text);

  // JSON, stricter than JSON.parse: integers only, no field twice, no broken character.

  function parse(text) {
    const token =
      /[ \t\n\r]*([{}[\],:]|"(?:[^"\\\u0000-\u001f]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*"|-?(?:0|[1-9][0-9]*)(?![0-9.eE])|true|false|null)/y;

    function take() {
      const found = token.exec(text);
      if (!found) throw new Wrong("不是只含整数的 JSON 文件，或者内容残缺");
      return found[1];
    }

    function expect(wanted, found) {
      if (found !== wanted) throw new Wrong("不是 JSON 文件，或者内容残缺");
    }

    // Calls `item` with the first token of each entry, up to the closing bracket.
    function each(end, item) {
      let next = take();
      if (next === end) return;
      for (;;) {
        item(next);
        next = take();
        if (next === end) return;
        expect(",", next);
        next = take();
      }
    }

    function value(first, depth) {
      if (depth > DEEPEST) throw new Wrong("不是抽取文件：嵌套过深");
      if (first === "{") {
        const entries = Object.create(null); // so that __proto__ is a field like any other
        each("}", (name) => {
          expect('"', name[0]);
          const key = string(name);
          if (key in entries) throw new Wrong(`字段重复：${key}`);
          expect(":", take());
          entries[key] = value(take(), depth + 1);
        });
        return entries;
      }
      if (first === "[") {
        const items = [];
        each("]", (next) => { items.push(value(next, depth + 1)); });
        return items;
      }
      if (first[0] === '"') return string(first);
      if ("}],:".includes(first)) throw new Wrong("不是 JSON 文件，或者内容残缺");
      return JSON.parse(first);
    }

    function string(quoted) {
      const plain = JSON.parse(quoted);
      const rest = plain.replace(/[\ud800-\udbff][\udc00-\udfff]/g, "");
      if (/[\ud800-\udfff]/.test(rest)) throw new Wrong("文字里有残缺的字符");
      return plain;
    }

    const whole = value(take(), 0);
    if (/[^ \t\n\r]/.test(text.slice(token.lastIndex))) throw new Wrong("JSON 后面还有别的内容");
    return whole;
  }

  function canonical(x) {
    if (Array.isArray(x)) return `[${x.map(canonical).join(",")}]`;
    if (typeof x !== "object") return JSON.stringify(x);
    const names = Object.keys(x).sort();
    return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(x[name])}`).join(",")}}`;
  }

  // Is it a bundle, and does its request make sense?

  const kind = (x) => (x === null ? "null" : Array.isArray(x) ? "array" : typeof x);

  function check(x, like, name) {
    if (kind(x) !== kind(like)) throw new Wrong(`${name} 不合格式`);
    if (kind(x) === "object") checkFields(x, like, name);
    if (kind(x) === "array") x.forEach((item) => check(item, like[0], name));
    if (kind(x) === "number" && !(x >= like && x < LARGEST)) throw new Wrong(`${name} 不合格式：${x}`);
  }

  function checkFields(x, like, name) {
    const fields = Object.keys(like);
    const odd = Object.keys(x).filter((field) => !fields.includes(field))
      .concat(fields.filter((field) => !(field in x)));
    if (odd.length) throw new Wrong(`${name} 多出或缺少字段：${odd.join("、")}`);
    fields.forEach((field) => check(x[field], like[field], field));
  }

  // By code point, as UTF-8 bytes sort; JavaScript's own order differs beyond the basic plane.
  function compare(a, b) {
    if (typeof a === "number") return a - b;
    const [x, y] = [Array.from(a), Array.from(b)];
    const at = x.findIndex((character, i) => character !== y[i]);
    if (at < 0) return x.length - y.length;
    return at < y.length ? x[at].codePointAt(0) - y[at].codePointAt(0) : 1;
  }

  const rises = (list) => list.every((x, i) => i === 0 || compare(list[i - 1], x) < 0);

  function checkOrder(request) {
    const listed = { seats: request.seats.map((row) => row.seat) };
    ["seated", "pool", "excluded"].forEach((name) => {
      listed[name] = request[name].map((row) => row.expert);
    });
    Object.keys(listed).forEach((name) => {
      if (!rises(listed[name])) throw new Wrong(`${name} 的顺序被改动，或有重复`);
    });
    const pool = new Set(listed.pool);
    const twice = listed.seated.concat(listed.excluded).find((expert) => pool.has(expert));
    if (twice !== undefined) throw new Wrong(`专家 ${twice} 重复出现`);
    const weights = request.weights;
    if (!weights.length || weights.some((x, i) => i > 0 && x > weights[i - 1])) {
      throw new Wrong("weights 至少要有一项，并且只减不增");
    }
  }

  // The draw

  function randomStream(seed) {
    let block = 0;
    return function uniform(n) {
      const wholeRuns = ((1n << 256n) / n) * n;
      for (;;) {
        const counter = new DataView(new ArrayBuffer(8));
        counter.setUint32(4, block++);
        const x = BigInt(`0x${hex(sm3(Uint8Array.of(3), seed, new Uint8Array(counter.buffer)))}`);
        if (x < wholeRuns) return x % n;
      }
    };
  }

  function count(names) {
    const found = new Map();
    names.forEach((name) => found.set(name, (found.get(name) || 0) + 1));
    return found;
  }

  function groupsOf(things) {
    return things.reduce((found, thing) => found.concat(found.map((g) => [...g, thing])), [[]]).slice(1);
  }

  // Whom and whose places the seats in `short` cannot do without. Seats can be filled exactly if no
  // group of them is larger than the panel its suitors can form (Rado); a group just as large needs
  // all its suitors, and all places of employers at the cap.
  function needed(short, open, room) {
    const experts = new Set();
    const employers = new Set();
    groupsOf(Array.from(short.keys())).forEach((group) => {
      const suitors = new Set();
      group.forEach((want) => open.get(want).forEach((row) => suitors.add(row)));
      let panel = 0;
      const sent = count(Array.from(suitors, (row) => row.employer));
      sent.forEach((number, employer) => { panel += Math.min(number, room(employer)); });
      if (panel > group.reduce((sum, want) => sum + short.get(want), 0)) return;
      suitors.forEach((row) => experts.add(row.expert));
      sent.forEach((number, employer) => { if (number >= room(employer)) employers.add(employer); });
    });
    return (row) => experts.has(row.expert) || employers.has(row.employer);
  }

  function draw(request, seed) {
    const wants = request.seats.map((seat) => `${seat.min_grade} ${seat.specialty}`);
    const sent = count(request.seated.map((row) => row.employer));
    const room = (employer) => request.employer_cap - (sent.get(employer) || 0);
    const uniform = randomStream(seed);
    const open = new Map();
    request.seats.forEach((seat, i) => {
      const grades = SATISFIES[seat.min_grade] || [];
      open.set(wants[i], request.pool.filter(
        (row) => grades.includes(row.grade) && row.specialties.includes(seat.specialty)
      ));
    });
    return request.seats.map((seat, i) => {
      open.forEach((rows, want) => open.set(want, rows.filter((row) => room(row.employer) > 0)));
      // A seat open to people of more employers than there are seats left can always wait.
      const short = count(wants.slice(i + 1).filter(
        (want) => new Set(open.get(want).map((row) => row.employer)).size < wants.length - i
      ));
      const isNeeded = needed(short, open, room);
      const found = open.get(wants[i]).filter((row) => !isNeeded(row));
      if (!found.length) throw new Wrong(`第 ${seat.seat} 席没有人选，不可能抽出名单`);
      const chosen = pick(found, request.weights, uniform);
      sent.set(chosen.employer, (sent.get(chosen.employer) || 0) + 1);
      open.forEach((rows, want) => open.set(want, rows.filter((row) => row !== chosen)));
      return `第${seat.seat}席 ${chosen.expert}`;
    });
  }

  function pick(found, weights, uniform) {
    const least = found.reduce((low, row) => Math.min(low, row.load), Infinity);
    const weigh = (row) => BigInt(weights[Math.min(row.load - least, weights.length - 1)]);
    let left = uniform(found.reduce((sum, row) => sum + weigh(row), 0n));
    return found.find((row) => (left -= weigh(row)) < 0n);
  }

  // All of it

  function recompute(text) {
    const bundle = parse(text);
    if (kind(bundle) !== "object" || bundle.format !== FORMAT) {
      throw new Wrong(`不是 ${FORMAT} 格式的抽取文件`);
    }
    check(bundle, BUNDLE, "文件");
    if (!/^(?:[0-9a-f]{2})*$/.test(bundle.nonce)) throw new Wrong("nonce 对不上：不是小写十六进制数");
    checkOrder(bundle.request);
    const nonce = unhex(bundle.nonce);
    const commitment = sm3(Uint8Array.of(1), nonce, sm3(utf8(canonical(bundle.request))));
    const texts = bundle.contributions.map((row) => sm3(utf8(row.text)));
    const seed = sm3(Uint8Array.of(2), nonce, commitment, ...texts);
    const names = bundle.result.map((row) => `第${row.seat}席 ${row.expert}`);
    compareWith("commitment", bundle.commitment, hex(commitment));
    compareWith("seed", bundle.seed, hex(seed));
    compareWith("result", names.join("、"), draw(bundle.request, seed).join("、"));
    return { ok: true, problems: [], names, digest: hex(sm3(utf8(canonical(bundle)))) };
  }

  function compareWith(name, stated, again) {
    if (stated !== again) throw new Wrong(`${name} 对不上：文件写的是 ${stated}，重算得到 ${again}`);
  }

  return function verify(text) {
    try {
      return recompute(text);
    } catch (problem) {
      const known = problem instanceof Wrong;
      const said = known ? problem.message : "文件太大或内容残缺，无法核对";
      return { ok: false, problems: [said], names: [], digest: "" };
    }
  };
})();

if (typeof module !== "undefined") module.exports = { verifyBundle };
