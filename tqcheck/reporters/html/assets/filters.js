// @ts-check
// What is shown: by severity, category, rule, confidence, state and text; kept in the address.

const SELECTS = ["category", "rule", "confidence", "state"];

/** @returns {{ hidden: Set<string>, category: string, rule: string, confidence: number, state: string, text: string, only: boolean }} */
function wanted() {
  const hidden = new Set(all(".chip[data-severity]").filter((chip) => !pressed(chip)).map((chip) => chip.dataset.severity || ""));
  return {
    hidden,
    category: byId("category").value,
    rule: byId("rule").value,
    confidence: Number(byId("confidence").value) / 100,
    state: byId("state").value,
    text: byId("query").value.trim().toLocaleLowerCase(locale),
    only: pressed(byId("only")),
  };
}

/** @param {Item} item @param {string} state */
function inState(item, state) {
  const mine = item.decision ? item.decision.state : "open";
  return state === "all" || (state ? mine === state : mine !== "dismissed");
}

/**
 * Whether a finding passes the filters, all but one.
 * @param {Item} item @param {ReturnType<typeof wanted>} want @param {string} [but]
 */
function passes(item, want, but) {
  const { data } = item;
  return (but === "severity" || !want.hidden.has(data.severity))
    && (but === "category" || !want.category || data.category === want.category)
    && (but === "rule" || !want.rule || data.rule === want.rule)
    && data.confidence >= want.confidence
    && inState(item, want.state)
    && (!want.text || rowText(item.row).includes(want.text));
}

/** @type {WeakMap<HTMLElement, string>} */
const texts = new WeakMap();

/** The text of a row, without the numbers of its notes, in small letters. @param {HTMLElement} row */
function rowText(row) {
  let text = texts.get(row);
  if (text === undefined) {
    const parts = all(".s, .message, .repair, .rule, .category", row).map((part) => part.textContent || "");
    texts.set(row, text = parts.join(" ").toLocaleLowerCase(locale));
  }
  return text;
}

/** Show what passes, hide the rest, count anew. */
function applyFilters() {
  const want = wanted();
  for (const item of items) {
    item.shown = passes(item, want);
    item.card.classList.toggle("gone", !item.shown);
  }
  const busy = new Set(items.filter((item) => item.shown).map((item) => item.row));
  for (const row of all(".row")) {
    const there = (!want.text || rowText(row).includes(want.text)) && (!want.only || busy.has(row));
    row.classList.toggle("gone", !there);
  }
  fitChunks();
  fadeMarks();
  countAnew(want);
  remember(want);
}

/** A chunk of rows that are all hidden takes no room; the others about as much as their rows. */
function fitChunks() {
  for (const chunk of all(".chunk")) {
    const rows = all(".row:not(.gone)", chunk).length;
    chunk.classList.toggle("gone", !rows);
    chunk.style.containIntrinsicHeight = `auto ${rows * 7}rem`;
  }
  for (const one of page.documents) {
    const empty = /** @type {HTMLElement} */ (byId(one.id).querySelector(".empty"));
    empty.hidden = byId(one.id).querySelector(".row:not(.gone)") !== null;
  }
}

/** Marks of which every finding is hidden lose their line. */
function fadeMarks() {
  const lit = new Set(items.filter((item) => item.shown).flatMap((item) => item.marks));
  for (const item of items) for (const mark of item.marks) mark.classList.toggle("off", !lit.has(mark));
}

/** How many findings the cards stand for. @param {Item[]} some */
const places = (some) => some.reduce((sum, item) => sum + item.data.places.length, 0);

/** @param {ReturnType<typeof wanted>} want */
function countAnew(want) {
  for (const chip of all(".chip[data-severity]")) {
    const n = places(items.filter((item) => item.data.severity === chip.dataset.severity && passes(item, want, "severity")));
    /** @type {HTMLElement} */ (chip.querySelector("b")).textContent = count(n);
  }
  fill("category", want, (data) => data.category, (name) => named("category", name));
  fill("rule", want, (data) => data.rule, (name) => name);
  for (const bar of all(".bar")) bar.setAttribute("aria-pressed", String(bar.dataset.category === want.category));
  tellProgress();
}

/**
 * The choices of a select, each with its number of findings; one without stays if it is chosen.
 * @param {string} id @param {ReturnType<typeof wanted>} want @param {(data: CardData) => string} key @param {(name: string) => string} name
 */
function fill(id, want, key, name) {
  const select = byId(id);
  const tally = new Map(items.map((item) => [key(item.data), 0]));
  for (const item of items) if (passes(item, want, id)) tally.set(key(item.data), (tally.get(key(item.data)) || 0) + item.data.places.length);
  const chosen = select.value;
  const options = [...tally].filter(([one, n]) => n || one === chosen).sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
  select.replaceChildren(select.options[0], ...options.map(([one, n]) => new Option(`${name(one)} (${count(n)})`, one, false, one === chosen)));
  select.value = chosen;
}

function tellProgress() {
  const tally = { open: 0, accepted: 0, dismissed: 0 };
  for (const item of items) tally[item.decision ? item.decision.state : "open"] += item.data.places.length;
  byId("progress").textContent = items.length ? said("js.progress", tally) : "";
  byId("position").textContent = said("js.shown", { n: places(items.filter((item) => item.shown)) });
}

/** @param {ReturnType<typeof wanted>} want */
function remember(want) {
  const chosen = Object.fromEntries(SELECTS.map((id) => [id, byId(id).value]));
  const own = { ...chosen, hide: [...want.hidden].join(","), only: want.only ? "1" : "", q: byId("query").value };
  keep(own);
  byId("clear").hidden = !Object.values(own).some(Boolean);
}

/** Set the filters as the address says. */
function recall() {
  const parameters = new URLSearchParams(location.search);
  const hidden = (parameters.get("hide") || "").split(",");
  for (const chip of all(".chip[data-severity]")) chip.setAttribute("aria-pressed", String(!hidden.includes(chip.dataset.severity || "")));
  for (const id of SELECTS) {
    const value = parameters.get(id) || "";
    const select = byId(id);
    if ((id === "rule" || id === "category") && items.some((item) => item.data[id] === value)) select.add(new Option(value, value));
    select.value = value;
    if (select.selectedIndex < 0) select.selectedIndex = 0;
  }
  byId("only").setAttribute("aria-pressed", String(parameters.get("only") === "1"));
  byId("query").value = parameters.get("q") || "";
}

function clearFilters() {
  for (const chip of all(".chip[data-severity]")) chip.setAttribute("aria-pressed", "true");
  for (const id of SELECTS) byId(id).selectedIndex = 0;
  byId("only").setAttribute("aria-pressed", "false");
  byId("query").value = "";
  applyFilters();
}

function startFilters() {
  for (const chip of all(".fields .chip")) {
    chip.addEventListener("click", () => { chip.setAttribute("aria-pressed", String(!pressed(chip))); applyFilters(); });
  }
  for (const id of SELECTS) byId(id).addEventListener("change", applyFilters);
  for (const bar of all(".bar")) {
    bar.addEventListener("click", () => {
      const name = bar.dataset.category || "";
      const select = byId("category");
      if (![...select.options].some((option) => option.value === name)) select.add(new Option(name, name));
      select.value = select.value === name ? "" : name;
      applyFilters();
    });
  }
  byId("query").addEventListener("input", applyFilters);
  byId("clear").addEventListener("click", () => { clearFilters(); byId("query").focus(); });
}
