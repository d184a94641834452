// Answers that arrive without a page load: a whole page takes the whole page, a refusal takes the
// focus, a silent network is put into words.

document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  if (!ctx.text.startsWith("<!doctype")) return;
  ctx.target = "#page";
  ctx.select = "#page";
  ctx.swap = "outerHTML";
});

const WHERE_TO_GO = ["[aria-invalid='true']", "[data-invalid] input", ".refusal", "#page h1"];

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  if (ctx.response.status < 400) return;
  const place = WHERE_TO_GO.map((selector) => document.querySelector(selector)).find(Boolean);
  if (!place.matches("input, select, textarea")) place.tabIndex = -1;
  place.focus();
});

document.addEventListener("htmx:error", () => {
  const line = document.createElement("p");
  line.className = "refusal";
  line.textContent = "网络没有回应，内容没有提交。请检查网络后再点一次。";
  document.getElementById("flashes").replaceChildren(line);
  line.scrollIntoView({ block: "center" });
});
