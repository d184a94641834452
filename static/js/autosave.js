// A form that saves itself waits its turn while the last answer is on its way: it is sent as it then
// stands, with the version which that answer brought.

document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  if (!ctx.sourceElement.matches("form.filling")) return;
  ctx.request.body = new URLSearchParams(new FormData(ctx.sourceElement));
});
