// 自己验证 · wires draw_verifier.js to the page: a file or pasted text in, the verdict out.
// Asks no server, so the page can be saved and opened from a folder.
"use strict";

(function () {
  const file = document.getElementById("bundle");
  const pasted = document.getElementById("bundle-text");
  const verdict = document.getElementById("verdict");

  function line(text) {
    const paragraph = document.createElement("p");
    paragraph.textContent = text;
    return paragraph;
  }

  function show(answer) {
    const heading = answer.ok ? "核对无误：重算得到相同的名单" : "核对不通过";
    const groups = (answer.digest.match(/.{4}/g) || []).join(" ");
    const digest = groups ? [`摘要 ${groups}`] : [];
    verdict.textContent = "";
    [heading, ...answer.names, ...answer.problems, ...digest].forEach((text) => {
      verdict.appendChild(line(text));
    });
    verdict.dataset.ok = String(answer.ok);
  }

  function decode(bytes) {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  }

  function unreadable() {
    show({ ok: false, names: [], problems: ["不是 UTF-8 编码的 JSON 文件"], digest: "" });
  }

  function read() {
    const reader = new FileReader();
    reader.onerror = unreadable;
    reader.onload = () => {
      try {
        pasted.value = decode(reader.result);
      } catch (problem) {
        unreadable();
        return;
      }
      show(verifyBundle(pasted.value));
    };
    if (file.files.length) reader.readAsArrayBuffer(file.files[0]);
  }

  file.addEventListener("change", read);
  pasted.addEventListener("input", () => {
    if (pasted.value.trim()) show(verifyBundle(pasted.value));
    else verdict.textContent = "";
  });
})();
