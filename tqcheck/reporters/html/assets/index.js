// @ts-check
// The index: sort and filter the table of articles; totals follow; kept in the address.

const INDEX_FIELDS = ["query", "pair", "verdict", "moved"];

/** @returns {HTMLTableRowElement[]} */
const lines = () => /** @type {HTMLTableRowElement[]} */ (all("#index-table tbody tr"));

/** @param {HTMLTableRowElement} line @param {number} column */
const value = (line, column) => line.cells[column].dataset.v || "";

/** @param {number} column @param {boolean} down */
function sortBy(column, down) {
  const numbers = /** @type {HTMLElement[]} */ ([...byId("index-table").tHead.rows[0].cells])[column].classList.contains("n");
  const sorted = lines().sort((a, b) => (numbers ? Number(value(a, column)) - Number(value(b, column)) : value(a, column).localeCompare(value(b, column), locale)));
  if (down) sorted.reverse();
  byId("index-table").tBodies[0].append(...sorted);
  for (const head of byId("index-table").tHead.rows[0].cells) head.removeAttribute("aria-sort");
  byId("index-table").tHead.rows[0].cells[column].setAttribute("aria-sort", down ? "descending" : "ascending");
}

function filterIndex() {
  const [query, pair, verdict, moved] = INDEX_FIELDS.map((name) => byId(`index-${name}`).value);
  const text = query.trim().toLocaleLowerCase(locale);
  for (const line of lines()) {
    const there = (!text || value(line, 0).toLocaleLowerCase(locale).includes(text)) && (!pair || line.dataset.pair === pair)
      && (!verdict || line.dataset.verdict === verdict) && (!moved || line.dataset.moved === moved);
    line.classList.toggle("gone", !there);
  }
  const shown = lines().filter((line) => !line.classList.contains("gone"));
  byId("index-count").textContent = said("js.index.total", { n: shown.length });
  for (const cell of all("[data-total]")) {
    cell.textContent = count(shown.reduce((sum, line) => sum + Number(value(line, Number(cell.dataset.total))), 0));
  }
}

function keepIndex() {
  const sorted = byId("index-table").querySelector("[aria-sort]");
  const sort = sorted ? `${sorted.getAttribute("aria-sort") === "descending" ? "-" : ""}${sorted.querySelector(".sort").dataset.sort}` : "";
  keep({ ...Object.fromEntries(INDEX_FIELDS.map((name) => [`index-${name}`, byId(`index-${name}`).value])), sort });
}

function startIndex() {
  const parameters = new URLSearchParams(location.search);
  const buttons = all(".sort");
  buttons.forEach((button, column) => button.addEventListener("click", () => {
    sortBy(column, button.closest("th")?.getAttribute("aria-sort") === "ascending");
    keepIndex();
  }));
  for (const name of INDEX_FIELDS) {
    const field = byId(`index-${name}`);
    field.value = parameters.get(`index-${name}`) || "";
    if (field.selectedIndex < 0) field.selectedIndex = 0;
    field.addEventListener("input", () => { filterIndex(); keepIndex(); });
  }
  const sort = parameters.get("sort") || "";
  const column = buttons.findIndex((button) => button.dataset.sort === sort.replace("-", ""));
  if (column >= 0) sortBy(column, sort.startsWith("-"));
  filterIndex();
}

if (byId("index-table")) startIndex();
