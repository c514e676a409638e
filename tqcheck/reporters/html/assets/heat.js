// @ts-check
// The heat: words that a small network doubts, shown where the reader wants it; how much, on pointing and on focus.

/** @param {boolean} on */
function showHeat(on) {
  document.documentElement.classList.toggle("heated", on);
  byId("heat").setAttribute("aria-pressed", String(on));
  for (const word of all(".heat[data-doubt]")) {
    if (on) word.tabIndex = 0; else word.removeAttribute("tabindex");
  }
  hideDoubt();
}

function hideDoubt() {
  byId("doubt").hidden = true;
  for (const word of all(".heat[aria-describedby]")) word.removeAttribute("aria-describedby");
}

/** Say how much a word is doubted, under it. @param {HTMLElement} word */
function tellDoubt(word) {
  hideDoubt();
  const tip = byId("doubt");
  tip.textContent = said("js.heat", { n: Number(word.dataset.doubt) });
  tip.hidden = false;
  word.setAttribute("aria-describedby", "doubt");
  const { left, bottom } = [...word.getClientRects()].at(-1) ?? word.getBoundingClientRect();
  const room = document.documentElement.clientWidth - tip.offsetWidth - 8;
  tip.style.left = `${Math.max(Math.min(left, room), 8)}px`;
  tip.style.top = `${bottom + scrollY + 4}px`;
}

/** The doubted word that an event is about, while the heat is on. @param {Event} event @returns {HTMLElement | null} */
const doubted = (event) => (settings.heat ? /** @type {Element} */ (event.target).closest?.(".heat[data-doubt]") ?? null : null);

function startHeat() {
  const button = byId("heat");
  if (!button) return;
  button.addEventListener("click", () => {
    settings.heat = !settings.heat;
    store.write("settings", settings);
    showHeat(settings.heat);
    tell(settings.heat ? said("js.said.heat", { n: all(".legend").reduce((sum, one) => sum + Number(one.dataset.hot), 0) }) : said("js.said.cool"));
  });
  for (const kind of ["pointerover", "focusin"]) {
    document.addEventListener(kind, (event) => {
      const word = doubted(event);
      if (word) tellDoubt(word);
      else if (event.target !== byId("doubt")) hideDoubt();
    });
  }
  document.addEventListener("focusout", hideDoubt);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hideDoubt(); });
  showHeat(settings.heat === true);
}
