// Keys: "/" goes to the search box; in a table marked data-keys "j" and "k" go down and up, Enter opens the row's first link.
// The error summary of a form takes the focus, so that it is read first. Nothing depends on it.
(() => {
  document.getElementById("errors")?.focus();

  const typing = (element) => element.matches("input, textarea, select, [contenteditable]");
  const rows = [...document.querySelectorAll("table[data-keys] tbody tr")].filter((row) => row.querySelector("a[href]"));
  let at = -1;

  function go(next) {
    if (rows.length === 0) return;
    rows[at]?.classList.remove("selected");
    at = Math.max(0, Math.min(rows.length - 1, next));
    rows[at].classList.add("selected");
    rows[at].querySelector("a[href]").focus();
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    if (event.key === "/") {
      const box = [...document.querySelectorAll('input[type="search"]')].find((input) => input.checkVisibility({ visibilityProperty: true }));
      if (box) {
        event.preventDefault();
        box.focus();
        box.select();
      }
    } else if (event.key === "j") {
      go(at + 1);
    } else if (event.key === "k") {
      go(at - 1);
    }
  });
})();
