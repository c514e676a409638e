// @ts-check
// Buttons, keys, settings, and the order in which all begins.

/** Each key presses a button that is on the page. @type {Record<string, () => HTMLElement | null>} */
const KEYS = {
  j: () => byId("next"),
  k: () => byId("previous"),
  u: () => byId("undo"),
  "?": () => byId("help"),
  h: () => byId("heat"),
  a: () => action("accept"),
  e: () => action("edit"),
  d: () => action("dismiss"),
  c: () => action("copy"),
  w: () => (current ? byId("docs").querySelector("summary") : null),
};

/** @param {string} name @returns {HTMLElement | null} */
const action = (name) => (current ? byId("actions").querySelector(`[data-do="${name}"]:not([hidden])`) : null);

/** @param {KeyboardEvent} event */
function keyed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const target = /** @type {HTMLElement} */ (event.target);
  if (event.key === "Escape") closeMenu();
  if (target.closest?.("input, textarea, select, dialog") || !byId("single-keys").checked) return;
  if (event.key === "/") { event.preventDefault(); openFilters(true); byId("query").focus(); return; }
  const button = Object.hasOwn(KEYS, event.key) ? KEYS[event.key]() : null;
  if (button) { event.preventDefault(); button.click(); }
}

function closeMenu() {
  const menu = byId("export");
  if (!menu.open) return;
  menu.open = false;
  if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
}

/** @param {boolean} open */
const openFilters = (open) => { /** @type {HTMLDetailsElement} */ (document.querySelector(".filters")).open = open; };

/** @param {string} name */
function act(name) {
  const item = current;
  if (!item) return;
  if (name === "accept") accept(item);
  if (name === "edit") askText(item);
  if (name === "dismiss") askWhy(item);
  if (name === "copy") void copyItem(item);
  if (name === "reopen") { decide(item, null); select(item); tell(said("js.said.undone", { n: item.data.number })); }
}

function startButtons() {
  byId("actions").addEventListener("click", (/** @type {MouseEvent} */ event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {HTMLElement} */ (event.target).closest("[data-do]"));
    if (button) act(button.dataset.do || "");
  });
  byId("help").addEventListener("click", () => byId("help-dialog").showModal());
  for (const [id, does] of /** @type {[string, () => unknown][]} */ ([["save-baseline", saveBaseline], ["save-text", saveText], ["copy-all", copyAll]])) {
    byId(id).addEventListener("click", () => { closeMenu(); void does(); });
  }
  for (const button of all("[data-close]")) button.addEventListener("click", () => button.closest("dialog")?.close());
  document.addEventListener("click", (event) => { if (!byId("export").contains(event.target)) byId("export").open = false; });
  document.addEventListener("keydown", keyed);
}

function startSettings() {
  const keys = byId("single-keys");
  const theme = byId("theme");
  keys.checked = settings.keys;
  theme.value = ["light", "dark"].includes(settings.theme) ? settings.theme : "auto";
  const use = () => {
    if (theme.value === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme.value;
  };
  for (const field of [keys, theme]) {
    field.addEventListener("change", () => {
      Object.assign(settings, { keys: keys.checked, theme: theme.value });
      use();
      store.write("settings", settings);
    });
  }
  use();
}

/** The bar's height, below which the strip sticks and anchors land; on a narrow screen the filters fold. */
function startLayout() {
  const narrow = matchMedia("(max-width: 44rem)");
  const fold = () => openFilters(!narrow.matches);
  narrow.addEventListener("change", fold);
  fold();
  const bar = /** @type {HTMLElement} */ (document.querySelector(".top"));
  new ResizeObserver(() => {
    document.documentElement.style.setProperty("--top", narrow.matches ? "0px" : `${bar.offsetHeight}px`);
  }).observe(bar);
}

document.documentElement.classList.add("js");
if (page.documents.length) {
  collect();
  startSettings();
  startLayout();
  recallDecisions();
  recall();
  startFilters();
  startWalk();
  startHeat();
  startButtons();
  applyFilters();
  follow();
}
