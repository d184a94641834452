#!/usr/bin/env python3
"""自己验证 · python verify_draw.py BUNDLE.json [--digest DIGEST-ON-PAPER] holds a draw again.
Exit 0 and the names where everything comes out again, 1 and what differs where it does not."""

# fmt: off
import argparse
import gc
import hashlib
import json
import sys
from collections import Counter, abc
from itertools import accumulate, chain, combinations, count, pairwise
from pathlib import Path

GOOD = {"SENIOR": ["SENIOR"], "INTERMEDIATE": ["SENIOR", "INTERMEDIATE"], "LEGAL": ["LEGAL"]}
REQUEST = {
    "draw_no": "", "dispatch_no": "", "round": 1, "voids": 0, "employer_cap": 1, "weights": [1],
    "seats": [{"seat": 1, "specialty": "", "min_grade": ""}],
    "pool": [{"expert": "", "specialties": [""], "grade": "", "employer": "", "load": 0}],
    "seated": [{"expert": "", "employer": ""}], "excluded": [{"expert": "", "reason": ""}]}
BUNDLE = {
    "format": "", "request": REQUEST, "nonce": "", "commitment": "", "seed": "", "drawn_at": "",
    "contributions": [{"by": "", "at": "", "text": ""}], "result": [{"seat": 1, "expert": ""}]}

class Wrong(Exception):
    """What keeps the file from being a draw that came out so."""

def sm3(data: bytes) -> bytes:
    return hashlib.new("sm3", data).digest() if "sm3" in hashlib.algorithms_available else own(data)

def rol(x: int, n: int) -> int:
    return (x << n % 32 | x >> 32 - n % 32) & 0xFFFFFFFF

def own(data: bytes) -> bytes:
    """SM3 (GB/T 32905) for a Python whose hashlib lacks it."""
    v = [0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600]
    v += [0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E]
    data += b"\x80" + bytes(-(len(data) + 9) % 64) + (len(data) * 8).to_bytes(8, "big")
    for start in range(0, len(data), 64):
        w = [int.from_bytes(data[i:i + 4], "big") for i in range(start, start + 64, 4)]
        for j in range(16, 68):
            x = w[j - 16] ^ w[j - 9] ^ rol(w[j - 3], 15)
            w.append(x ^ rol(x, 15) ^ rol(x, 23) ^ rol(w[j - 13], 7) ^ w[j - 6])
        a, b, c, d, e, f, g, h = v
        for j in range(64):
            k = rol(rol(0x79CC4519 if j < 16 else 0x7A879D8A, j) + rol(a, 12) + e & 0xFFFFFFFF, 7)
            p, q = (a ^ b ^ c, e ^ f ^ g) if j < 16 else (a & b | a & c | b & c, e & f | ~e & g)
            p = p + d + (k ^ rol(a, 12)) + (w[j] ^ w[j + 4]) & 0xFFFFFFFF
            q = q + h + k + w[j] & 0xFFFFFFFF
            q = q ^ rol(q, 9) ^ rol(q, 17)
            a, b, c, d, e, f, g, h = p, a, rol(b, 9), c, q, e, rol(f, 19), g
        v = [x ^ y for x, y in zip(v, (a, b, c, d, e, f, g, h), strict=True)]
    return b"".join(x.to_bytes(4, "big") for x in v)

def canonical(x: object) -> bytes:
    return json.dumps(x, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

def check(rows: list, like: object, name: str) -> None:
    """The model's fields and no others, of its kinds; integers of 15 digits, at least its own."""
    kind = type(like)
    if odd := ([x for x in rows if type(x) is not kind or (kind is int and not like <= x < 10**15)]
               or [sorted({*x} ^ {*like}) for x in rows if kind is dict and {*x} != {*like}]):
        raise Wrong(f"{name} 不合格式，或字段多出、缺少、重复：{str(odd[0])[:40]}")
    for key, part in like.items() if kind is dict else enumerate(like) if kind is list else ():
        check([x[key] for x in rows] if kind is dict else [*chain(*rows)], part, key or name)

def check_order(request: dict) -> None:
    for name in "seats", "seated", "pool", "excluded":
        if (ids := [row.get("expert", row.get("seat")) for row in request[name]]) != sorted({*ids}):
            raise Wrong(f"{name} 的顺序被改动，或有重复")
    pool = {row["expert"] for row in request["pool"]}
    if twice := pool & {row["expert"] for row in request["seated"] + request["excluded"]}:
        raise Wrong(f"专家 {min(twice)} 重复出现")
    if any(a < b for a, b in pairwise(request["weights"] or [0, 1])):
        raise Wrong("weights 至少要有一项，并且只减不增")

def draw(request: dict, seed: bytes) -> abc.Iterator[str]:
    """Seat by seat, by weight, out of those whom the later seats can spare: a group of seats as
    large as the panel its suitors can form (Rado) needs all of them, and employers' last places."""
    cap, weights, chosen = request["employer_cap"], request["weights"], None
    seats = [(row["specialty"], row["min_grade"]) for row in request["seats"]]
    sent = Counter(row["employer"] for row in request["seated"])
    fit = {s: [p for p in request["pool"] if s[0] in p["specialties"]
               and p["grade"] in GOOD.get(s[1], [])] for s in seats}
    numbers = (int.from_bytes(sm3(b"\x03" + seed + j.to_bytes(8, "big")), "big") for j in count())
    for i, seat in enumerate(seats):
        fit = {s: [p for p in fit[s] if p is not chosen and sent.get(p["employer"], 0) < cap]
               for s in seats[i:]}
        # A seat open to people of more employers than there are seats left can always wait.
        short = [s for s in seats[i + 1:] if len({p["employer"] for p in fit[s]}) < len(seats) - i]
        experts, employers = set(), set()
        for group in (g for n in range(len({*short})) for g in combinations({*short}, n + 1)):
            suitors = {p["expert"]: p["employer"] for s in group for p in fit[s]}
            places = {e: min(n, cap - sent[e]) for e, n in Counter(suitors.values()).items()}
            if sum(places.values()) <= sum(map(short.count, group)):
                experts |= suitors.keys()
                employers |= {e for e, n in places.items() if n == cap - sent[e]}
        found = [p for p in fit[seat] if p["employer"] not in employers]
        if not (found := [p for p in found if p["expert"] not in experts]):
            raise Wrong(f"第 {i + 1} 个席位没有人选，不可能抽出名单")
        least = min(p["load"] for p in found)
        sums = [*accumulate(weights[min(p["load"] - least, len(weights) - 1)] for p in found)]
        number = next(x for x in numbers if x < 2**256 // sums[-1] * sums[-1]) % sums[-1]
        chosen = next(p for p, total in zip(found, sums, strict=True) if total > number)
        sent[chosen["employer"]] += 1
        yield f"第{request['seats'][i]['seat']}席 {chosen['expert']}"

def verify(data: bytes) -> tuple[list, str]:
    """The names and the digest of a bundle that comes out again."""
    try:  # floats become complex numbers and double fields lists: kinds that no entry has
        bundle = json.loads(
            data.decode(), parse_float=complex, parse_constant=complex,
            object_pairs_hook=lambda row: x if len(x := dict(row)) == len(row) else row)
        if type(bundle) is not dict or bundle.get("format") != "expert-draw/1":
            raise Wrong("不是 expert-draw/1 格式的抽取文件")
        check([bundle], BUNDLE, "文件")
        nonce, digest = bytes.fromhex(bundle["nonce"]), sm3(canonical(bundle)).hex()
    except (ValueError, RecursionError):
        raise Wrong("不是 UTF-8 编码的 JSON 文件，或者内容残缺") from None
    check_order(bundle["request"])
    commitment = sm3(b"\x01" + nonce + sm3(canonical(bundle["request"])))
    texts = b"".join(sm3(row["text"].encode()) for row in bundle["contributions"])
    seed = sm3(b"\x02" + nonce + commitment + texts)
    for name, value in ("nonce", nonce), ("commitment", commitment), ("seed", seed):
        if bundle[name] != value.hex():
            raise Wrong(f"{name} 对不上：文件写的是 {bundle[name]}，重算得到 {value.hex()}")
    names = [f"第{row['seat']}席 {row['expert']}" for row in bundle["result"]]
    if names != (again := [*draw(bundle["request"], seed)]):
        raise Wrong(f"result 对不上：文件写的是 {'、'.join(names)}，重算得到 {'、'.join(again)}")
    return names, digest

def main() -> int:
    gc.disable()  # looking for rubbish among a hundred thousand people takes a third of the time
    sys.stdout.reconfigure(errors="replace")
    parser = argparse.ArgumentParser(description="自己验证：重算一次抽取")
    parser.add_argument("bundle", type=Path, help="抽取文件")
    parser.add_argument("--digest", help="打印件上的摘要")
    asked = parser.parse_args()
    try:
        names, digest = verify(asked.bundle.read_bytes())
        if asked.digest and "".join(asked.digest.split()).lower() != digest:
            raise Wrong(f"文件的摘要是 {digest}，与打印件上的不同")
    except (Wrong, OSError) as problem:
        print(f"核对不通过：{problem}")
        return 1
    print(*names, f"摘要 {digest}", "核对无误：重算得到相同的名单", sep="\n")
    return 0
if __name__ == "__main__":
    sys.exit(main())
