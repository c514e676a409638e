// @ts-check
// Accept, dismiss, undo: kept in the browser under a digest of the article, drawn into card and text.

/** @type {[Item, Decision | null][]} */
const past = [];

/** @param {Item} item */
const keyOf = (item) => item.data.places[0].fingerprint;

/** The decisions that this browser keeps of the articles. */
function recallDecisions() {
  for (const one of page.documents) {
    const kept = store.read(one.key);
    if (!kept || typeof kept !== "object") continue;
    for (const item of items) {
      const decision = item.document === one && Object.hasOwn(kept, keyOf(item)) ? kept[keyOf(item)] : null;
      if (decision && (decision.state === "accepted" || decision.state === "dismissed")) draw(item, decision);
    }
  }
}

/** @param {Item} item @param {Decision | null} decision */
function decide(item, decision) {
  past.push([item, item.decision]);
  settle(item, decision);
}

/** @param {Item} item @param {Decision | null} decision */
function settle(item, decision) {
  draw(item, decision);
  const mine = items.filter((other) => other.document === item.document && other.decision);
  const kept = store.write(item.document.key, Object.fromEntries(mine.map((other) => [keyOf(other), other.decision])));
  applyFilters();
  if (!kept) tell(said("js.said.unsaved"));
  return kept;
}

/** What is to be written for a finding that is accepted. @param {Item} item */
const newText = (item) => item.decision?.text ?? item.data.new;

/** Show a decision. @param {Item} item @param {Decision | null} decision */
function draw(item, decision) {
  item.decision = decision;
  item.card.classList.toggle("accepted", decision?.state === "accepted");
  item.card.classList.toggle("dismissed", decision?.state === "dismissed");
  item.card.querySelector(".settled")?.remove();
  if (decision) item.card.insertBefore(verdict(item, decision), item.card.querySelector(".meta"));
  redline(item);
}

/** @param {Item} item @param {Decision} decision */
function verdict(item, decision) {
  const line = document.createElement("p");
  line.className = `settled ${decision.state}`;
  const parts = [said(`js.${decision.state}`)];
  if (decision.decision) parts.push(said(`dismiss.${decision.decision}`));
  if (decision.reason) parts.push(decision.reason);
  if (decision.text !== undefined) parts.push(decision.text);
  line.textContent = parts.join(": ");
  return line;
}

/** An accepted repair stands in the text: the old words struck out, the new beside them. @param {Item} item */
function redline(item) {
  const name = `${item.document.id}-c${item.data.number}`;
  for (const put of all(`ins.put[data-card="${name}"]`, byId(item.document.id))) put.remove();
  const text = item.decision?.state === "accepted" ? newText(item) : null;
  const faults = item.marks.filter((mark) => !mark.classList.contains("proof"));
  for (const mark of faults) mark.classList.toggle("struck", isStruck(mark, item));
  if (!text) return;
  for (const mark of faults) {
    if (!mark.querySelector(`.note[href="#${name}"]`)) continue;
    const put = document.createElement("ins");
    put.className = "put";
    put.dataset.card = name;
    put.textContent = text;
    mark.after(put);
  }
}

/** Whether any accepted repair replaces the words of a mark. @param {HTMLElement} mark @param {Item} item */
function isStruck(mark, item) {
  if (mark.classList.contains("gap") || mark.classList.contains("point")) return false;
  const numbers = new Set((mark.dataset.n || "").split(" "));
  return items.some((other) => other.document === item.document && numbers.has(String(other.data.number))
    && other.decision?.state === "accepted" && newText(other) !== null && other.data.old !== null);
}

function undo() {
  const last = past.pop();
  if (!last) return tell(said("js.said.nothing"));
  const [item, decision] = last;
  if (settle(item, decision)) tell(said("js.said.undone", { n: item.data.number }));
  if (item.shown) select(item);
}

/** @param {Item} item @param {string} [text] */
function accept(item, text) {
  const own = text !== undefined && text !== item.data.new ? { text } : {};
  decide(item, { state: "accepted", ...own });
  tell(said("js.said.accepted", { n: item.data.number }));
  goOn(item);
}

/** @param {Item} item */
function askWhy(item) {
  const dialog = byId("dismiss-dialog");
  const form = dialog.querySelector("form");
  form.reset();
  byId("dismiss-title").textContent = said("dismiss.title", { n: item.data.number });
  form.onsubmit = (/** @type {Event} */ event) => {
    event.preventDefault();
    dialog.close();
    const reason = form.elements.reason.value.trim();
    decide(item, { state: "dismissed", decision: form.elements.decision.value, ...(reason ? { reason } : {}) });
    tell(said("js.said.dismissed", { n: item.data.number }));
    goOn(item);
  };
  dialog.showModal();
}

/** @param {Item} item */
function askText(item) {
  const dialog = byId("edit-dialog");
  const form = dialog.querySelector("form");
  form.elements.text.value = newText(item) ?? item.data.old ?? "";
  form.elements.text.lang = item.document.languages[1] || "";
  form.elements.text.dir = "auto";
  form.onsubmit = (/** @type {Event} */ event) => {
    event.preventDefault();
    dialog.close();
    accept(item, form.elements.text.value);
  };
  dialog.showModal();
  form.elements.text.select();
}
