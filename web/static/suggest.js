// Suggestions while typing in a search box, or in a field that is chosen from a list (data-fill: taking one does not send
// the form). Both work without it: this only asks
// GET <data-suggest>?q=… and expects {"items": [{"text": "…", "label": "…", "kind": "…"}]}.
(() => {
  const WAIT_MS = 150;

  let number = 0;

  function attach(input) {
    number += 1;
    const fills = "fill" in input.dataset;
    // The list of the page answers without this script; two lists at once would hide each other.
    input.removeAttribute("list");
    const list = document.createElement("ul");
    list.className = "suggestions";
    list.id = `suggestions-${number}`;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", fills ? "可选的值" : "搜索建议");
    input.after(list);
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) {
      input.setAttribute(name, value);
    }
    let timer = 0;
    let asked = 0;
    let at = -1;

    const options = () => [...list.children];

    function close() {
      list.hidden = true;
      at = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function select(next) {
      const all = options();
      if (all.length === 0) return;
      at = (next + all.length) % all.length;
      all.forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
      input.setAttribute("aria-activedescendant", all[at].id);
      all[at].scrollIntoView({ block: "nearest" });
    }

    function take(option) {
      input.value = option.dataset.text;
      close();
      if (!fills) input.form.requestSubmit();
    }

    function show(items) {
      list.replaceChildren(...items.map((item, place) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${place}`;
        option.setAttribute("role", "option");
        option.dataset.text = item.text;
        option.append(item.label ?? item.text);
        if (item.kind) {
          const kind = document.createElement("span");
          kind.className = "kind";
          kind.textContent = item.kind;
          option.append(kind);
        }
        return option;
      }));
      at = -1;
      list.hidden = items.length === 0;
      input.setAttribute("aria-expanded", String(!list.hidden));
    }

    async function ask() {
      const text = input.value.trim();
      const mine = ++asked;
      if (text === "") return close();
      try {
        const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(text)}`, { headers: { accept: "application/json" } });
        if (!answer.ok) return;
        const body = await answer.json();
        // A slow answer to an older text must not replace a newer one.
        if (mine === asked && document.activeElement === input) show(body.items ?? []);
      } catch {
        // Suggestions are a convenience: without them the search still works.
      }
    }

    input.addEventListener("input", (event) => {
      // While a Chinese input method composes, the text is not yet what was meant.
      if (event.isComposing) return;
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT_MS);
    });
    input.addEventListener("compositionend", ask);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || list.hidden) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        select(event.key === "ArrowDown" ? at + 1 : at < 0 ? -1 : at - 1);
      } else if (event.key === "Enter" && at >= 0) {
        event.preventDefault();
        take(options()[at]);
      } else if (event.key === "Escape") {
        event.preventDefault();
        close();
      }
    });
    list.addEventListener("mousedown", (event) => {
      const option = event.target.closest("li");
      if (option) {
        event.preventDefault();
        take(option);
      }
    });
    input.addEventListener("blur", close);
  }

  document.querySelectorAll("input[data-suggest]").forEach(attach);
  document.addEventListener("row-added", (event) => event.target.querySelectorAll("input[data-suggest]").forEach(attach));
})();
