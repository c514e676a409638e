// @ts-check
// From finding to finding: by key, by click, by address; the sentence lights up on both sides.

/** @type {Item | null} */
let current = null;

const shownItems = () => items.filter((item) => item.shown && !item.row.classList.contains("gone"));

/** @param {number} by */
function step(by) {
  const list = shownItems();
  if (!list.length) return tell(said("js.nothing"));
  const at = current ? list.indexOf(current) : -1;
  if (at >= 0) return select(list[(at + by + list.length) % list.length]);
  const from = current ? items.indexOf(current) : -1;
  const next = by > 0 ? list.find((item) => items.indexOf(item) > from) : list.findLast((item) => items.indexOf(item) < from);
  select(next ?? list[by > 0 ? 0 : list.length - 1]);
}

/** To the next finding that is open, after a decision. @param {Item} item */
function goOn(item) {
  const at = items.indexOf(item);
  const open = shownItems().filter((other) => !other.decision);
  const next = open.find((other) => items.indexOf(other) > at) ?? open[0];
  if (next) select(next); else if (item.shown) select(item); else release();
}

function release() {
  for (const one of all(".now")) one.classList.remove("now");
  lightUp(null);
  byId("panel").hidden = true;
  current = null;
}

/**
 * Make a finding the current one and show it.
 * @param {Item} item @param {{ mark?: HTMLElement | null, scroll?: boolean, focus?: boolean }} [how]
 */
function select(item, { mark = null, scroll = true, focus = true } = {}) {
  const before = current;
  if (before !== item) {
    release();
    current = item;
    for (const one of [item.card, ...item.marks]) one.classList.add("now");
    fillDocs(item);
    item.card.append(byId("panel"));
    byId("panel").hidden = false;
  }
  showActions(item);
  const place = mark || document.getElementById(item.data.places[0].mark) || item.card;
  lightUp(place.closest(".s"));
  if (scroll) { showPlace(place); showPlace(place); }
  if (focus) item.card.focus({ preventScroll: true });
  const list = shownItems();
  if (list.includes(item)) byId("position").textContent = said("js.position", { a: list.indexOf(item) + 1, b: list.length });
  byId("permalink").href = `#${place.id || item.data.places[0].mark}`;
  address(location.search.slice(1), `#${place.id || item.data.places[0].mark}`);
}

/** The rule's documentation, from the end of the page onto the card. @param {Item} item */
function fillDocs(item) {
  const link = /** @type {HTMLAnchorElement} */ (item.card.querySelector(".rule"));
  const text = link.hash ? document.getElementById(link.hash.slice(1)) : null;
  const docs = byId("docs");
  docs.hidden = !text;
  docs.open = settings.docs;
  docs.querySelector("div").replaceChildren(...(text ? all("p", text).map((one) => one.cloneNode(true)) : []));
}

/** @param {Item} item */
function showActions(item) {
  for (const button of all("[data-do]", byId("actions"))) {
    if (button.dataset.do === "reopen") button.hidden = !item.decision;
    if (button.dataset.do === "accept") button.hidden = item.decision?.state === "accepted";
    if (button.dataset.do === "dismiss") button.hidden = item.decision?.state === "dismissed";
    if (button.dataset.do === "edit") button.hidden = item.data.old === null;
  }
}

/** Into the middle, unless it is well in sight. @param {HTMLElement} place */
function showPlace(place) {
  const { top, bottom } = place.getBoundingClientRect();
  if (top < innerHeight * 0.2 || bottom > innerHeight * 0.75) place.scrollIntoView({ block: "center", behavior: "instant" });
}

/** Light up a sentence on both sides. @param {Element | null} sentence */
function lightUp(sentence) {
  for (const one of all(".s.hot")) one.classList.remove("hot");
  const row = sentence?.closest(".row");
  const pair = sentence instanceof HTMLElement ? sentence.dataset.p : null;
  if (row && pair) for (const one of all(`.s[data-p="${pair}"]`, row)) one.classList.add("hot");
}

/** The finding that an address or a link names. @param {string} hash @returns {[Item, HTMLElement | null] | null} */
function itemOf(hash) {
  const id = decodeURIComponent(hash.slice(1));
  for (const item of items) {
    if (item.card.id === id) return [item, null];
    if (item.data.places.some((place) => place.mark === id)) return [item, document.getElementById(id)];
  }
  return null;
}

/** Follow the address; a finding that is filtered out is shown all the same. */
function follow() {
  const found = location.hash.length > 1 ? itemOf(location.hash) : null;
  if (!found) return;
  const [item, mark] = found;
  if (!item.shown || item.row.classList.contains("gone")) {
    clearFilters();
    if (!item.shown) { byId("state").value = "all"; applyFilters(); }
  }
  select(item, { mark });
}

/** @param {MouseEvent} event */
function clicked(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  if (getSelection()?.toString()) return; // somebody copies text
  const link = target.closest('a[href^="#"]');
  if (link) {
    const found = itemOf(link.getAttribute("href") || "");
    if (!found) return;
    event.preventDefault();
    return select(found[0], { mark: found[1] });
  }
  const mark = /** @type {HTMLElement | null} */ (target.closest("mark[data-n]"));
  const card = target.closest(".card");
  if (mark) {
    const mine = items.filter((item) => item.shown && item.marks.includes(mark));
    const again = current ? mine.indexOf(current) : -1;
    if (mine.length) select(mine[(again + 1) % mine.length], { mark: mark.classList.contains("proof") ? null : mark, scroll: false });
  } else if (card && !target.closest("summary, button, a")) {
    const item = items.find((one) => one.card === card);
    if (item && item !== current) select(item, { scroll: false });
  }
}

/** A click on the strip map goes to the finding next to it. @param {MouseEvent} event */
function stripClicked(event) {
  const strip = /** @type {HTMLElement} */ (event.currentTarget);
  const { left, width } = strip.getBoundingClientRect();
  const share = (event.clientX - left) / width;
  const wantedAt = 1000 * (document.documentElement.dir === "rtl" ? 1 - share : share);
  const list = shownItems().filter((item) => item.document.id === strip.dataset.strip);
  /** @param {Item} item */
  const far = (item) => Math.abs(Number(item.row.dataset.at) - wantedAt);
  if (list.length) select(list.reduce((best, item) => (far(item) < far(best) ? item : best)));
}

/** Draw into the strip which part of the article is on the screen. */
function drawView() {
  for (const strip of all(".strip")) {
    const chunks = all(".chunk:not(.gone)", byId(strip.dataset.strip || ""));
    const first = rowAt(chunks, strip.getBoundingClientRect().bottom);
    const last = rowAt(chunks, innerHeight);
    const next = last?.nextElementSibling ?? last?.parentElement?.nextElementSibling?.firstElementChild;
    const at = (/** @type {Element | null | undefined} */ row) => (row instanceof HTMLElement && row.dataset.at ? Number(row.dataset.at) / 5 : 200);
    const view = /** @type {Element} */ (strip.querySelector(".view"));
    view.setAttribute("x", String(at(first)));
    view.setAttribute("width", String(Math.max(at(next) - at(first), 1)));
  }
}

/** @param {HTMLElement[]} chunks @param {number} height @returns {HTMLElement | undefined} */
function rowAt(chunks, height) {
  const chunk = chunks[firstBelow(chunks, height)];
  const rows = chunk ? all(".row:not(.gone)", chunk) : [];
  return rows[firstBelow(rows, height)];
}

/** The number of the first box that ends below a height, by halving. @param {HTMLElement[]} rows @param {number} height */
function firstBelow(rows, height) {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle].getBoundingClientRect().bottom > height) high = middle; else low = middle + 1;
  }
  return low;
}

function startWalk() {
  byId("next").addEventListener("click", () => step(1));
  byId("previous").addEventListener("click", () => step(-1));
  byId("undo").addEventListener("click", undo);
  document.addEventListener("click", clicked);
  addEventListener("hashchange", follow);
  document.addEventListener("pointerover", (event) => {
    const sentence = /** @type {Element} */ (event.target).closest?.(".s");
    if (sentence) lightUp(sentence);
  });
  document.addEventListener("focusin", (event) => {
    const sentence = /** @type {Element} */ (event.target).closest?.(".s");
    if (sentence) lightUp(sentence);
  });
  byId("docs").addEventListener("toggle", () => {
    settings.docs = byId("docs").open; // open or closed, it stays so from card to card
    store.write("settings", settings);
  });
  for (const strip of all(".strip")) strip.addEventListener("click", stripClicked);
  let waiting = false;
  const soon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; drawView(); });
  };
  addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", soon);
  soon();
}
