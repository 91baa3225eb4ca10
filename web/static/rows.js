// Adds rows to the tables of a form marked data-rows: without it, the page has a few empty rows and shows more after saving.
(() => {
  const renumber = (text, from, to) => text.replace(new RegExp(`([.-])${from}(?=[.-]|$)`), `$1${to}`);

  for (const table of document.querySelectorAll("table[data-rows]")) {
    const body = table.tBodies[0];
    const button = document.createElement("button");
    button.type = "button";
    button.className = "secondary";
    button.textContent = "再加一行";
    button.addEventListener("click", () => {
      const from = body.rows.length - 1;
      const row = body.rows[from].cloneNode(true);
      for (const element of row.querySelectorAll("[id], [name], [for], [aria-describedby]")) {
        for (const name of ["id", "name", "for", "aria-describedby"]) {
          const value = element.getAttribute(name);
          if (value) element.setAttribute(name, renumber(value, from, from + 1));
        }
      }
      for (const control of row.querySelectorAll("input, textarea, select")) {
        control.removeAttribute("aria-invalid");
        if (control.matches("select")) control.selectedIndex = 0;
        else control.value = "";
      }
      row.querySelectorAll(".error").forEach((error) => error.remove());
      row.querySelectorAll(".wrong").forEach((field) => field.classList.remove("wrong"));
      row.querySelectorAll(".suggestions").forEach((list) => list.remove());
      body.append(row);
      row.dispatchEvent(new Event("row-added", { bubbles: true }));
      row.querySelector("input, select, textarea")?.focus();
    });
    table.after(button);
  }
})();
