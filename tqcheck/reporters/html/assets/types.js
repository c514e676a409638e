// @ts-check
// The data of the page, and small tools. The scripts are joined into one; `tsc --checkJs` reads them as one too.

/**
 * @typedef {{ fingerprint: string, mark: string, row: number | null, side: "source" | "target", start: number,
 *   end: number, line: number | null, column: number | null, text: string }} Place
 * @typedef {{ number: number, rule: string, category: string, severity: string, confidence: number, message: string,
 *   old: string | null, new: string | null, source: string | null, places: Place[] }} CardData
 * @typedef {{ id: string, key: string, source: string | null, target: string, text: string | null,
 *   rows: Record<string, string>, languages: (string | null)[], cards: CardData[] }} DocumentData
 * @typedef {{ texts: Record<string, string | Record<string, string>>, documents: DocumentData[] }} PageData
 * @typedef {{ state: "accepted" | "dismissed", text?: string, decision?: string, reason?: string }} Decision
 * @typedef {{ document: DocumentData, data: CardData, card: HTMLElement, row: HTMLElement, marks: HTMLElement[],
 *   shown: boolean, decision: Decision | null }} Item
 */

/** @type {PageData} */
const page = JSON.parse(/** @type {HTMLElement} */ (document.getElementById("data")).textContent || "{}");
const locale = document.documentElement.lang;
const plurals = new Intl.PluralRules(locale);

/** The element of an id, which the template has for certain. @param {string} id @returns {any} */
const byId = (id) => document.getElementById(id);

/** @param {string} selector @param {ParentNode} [inside] @returns {HTMLElement[]} */
const all = (selector, inside = document) => [...inside.querySelectorAll(/** @type {"div"} */ (selector))];

/** @param {number} n */
const count = (n) => n.toLocaleString(locale);

/**
 * A text of the interface, `{names}` filled in; one with plural forms takes the number `n`.
 * @param {string} key @param {Record<string, string | number>} [values]
 */
function said(key, values = {}) {
  const found = page.texts[key] ?? key;
  const text = typeof found === "string" ? found : (found[plurals.select(Number(values.n))] ?? found.other);
  return text.replace(/\{(\w+)\}/g, (_, name) => {
    const value = values[name];
    return typeof value === "number" ? count(value) : value;
  });
}

/** The name of a severity or category; what a plug-in made stands as it is. @param {string} kind @param {string} name */
const named = (kind, name) => (page.texts[`${kind}.${name}`] ? said(`${kind}.${name}`) : name.replaceAll("_", " "));

/** Tell what happened, on the screen and to screen readers. @param {string} text */
function tell(text) {
  const line = byId("said");
  line.textContent = text;
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => { line.textContent = ""; }, 6000);
}
/** @type {ReturnType<typeof setTimeout> | undefined} */
tell.timer = undefined;

/** Browsers may forbid storage: then nothing is kept, and the page works. */
const store = {
  /** @param {string} key @returns {any} */
  read(key) {
    try { return JSON.parse(localStorage.getItem(`tqcheck:${key}`) || "null"); } catch { return null; }
  },
  /** Whether it could be kept. @param {string} key @param {unknown} value */
  write(key, value) {
    try { localStorage.setItem(`tqcheck:${key}`, JSON.stringify(value)); return true; } catch { return false; }
  },
};

/** What the reader set: single keys, colours, whether the rules' documentation is open, the heat on. */
const settings = { keys: true, theme: "auto", docs: true, heat: false, ...store.read("settings") };

/** @param {HTMLElement} button */
const pressed = (button) => button.getAttribute("aria-pressed") === "true";

/** Write some parameters of the address, which `file://` allows too where only they change. @param {Record<string, string>} own */
function keep(own) {
  const parameters = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(own)) {
    if (value) parameters.set(name, value); else parameters.delete(name);
  }
  address(parameters.toString(), location.hash);
}

/** @param {string} query @param {string} hash */
function address(query, hash) {
  try { history.replaceState(null, "", `${location.pathname}${query ? `?${query}` : ""}${hash}`); } catch { /* not here */ }
}

/** Every finding of the page with its elements, in order. @type {Item[]} */
const items = [];

function collect() {
  for (const one of page.documents) {
    const article = byId(one.id);
    /** @type {Map<string, HTMLElement[]>} */
    const marks = new Map();
    for (const mark of all("mark[data-n]", article)) {
      for (const n of (mark.dataset.n || "").split(" ")) {
        const found = marks.get(n);
        if (found) found.push(mark); else marks.set(n, [mark]);
      }
    }
    const cards = new Map(one.cards.map((data) => [`${one.id}-c${data.number}`, data]));
    for (const card of all(".card", article)) {
      const data = cards.get(card.id);
      const row = /** @type {HTMLElement} */ (card.closest(".row"));
      if (data) items.push({ document: one, data, card, row, marks: marks.get(String(data.number)) || [], shown: true, decision: null });
    }
  }
}
