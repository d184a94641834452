// Buttons that only a script can serve, shown once the script is there: print, copy.
// What is folded away on screen is unfolded on paper.

function show() {
  document.querySelectorAll("[data-print], [data-copy]").forEach((button) => { button.hidden = false; });
}

function copy(button) {
  const text = document.createElement("textarea");
  text.value = button.dataset.copy;
  document.body.append(text);
  text.select();
  document.execCommand("copy"); // the clipboard API asks for https, which an office network may lack
  text.remove();
  button.focus();
  button.textContent = "已复制";
}

function unfold() {
  document.querySelectorAll("main details:not([open])").forEach((details) => {
    details.open = true;
    window.addEventListener("afterprint", () => { details.open = false; }, { once: true });
  });
}

document.addEventListener("click", ({ target }) => {
  if (target.matches("[data-print]")) window.print();
  if (target.matches("[data-copy]")) copy(target);
});
window.addEventListener("beforeprint", unfold);
document.addEventListener("htmx:after:swap", show);
show();
