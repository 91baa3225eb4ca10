// On a page whose script says data-seconds: looks every few seconds how things stand and shows it in place. Without it,
// the link on the page does the same.
(() => {
  const wait = Number(document.currentScript.dataset.seconds) * 1000;

  async function look() {
    try {
      const answer = await fetch(location.href);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!page.querySelector("script[data-seconds]")) return location.reload();
      const main = document.getElementById("main");
      // Whoever is on a link there is not to lose it.
      if (!main.contains(document.activeElement)) main.replaceChildren(...page.getElementById("main").childNodes);
    } catch {
      // The next look may succeed.
    }
    setTimeout(look, wait);
  }

  setTimeout(look, wait);
})();
