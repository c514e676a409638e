// @ts-check
// What leaves the page: a baseline of what was dismissed, the corrected translation, Markdown for a ticket.

/** @param {string} name @param {string} text @param {string} type */
function download(name, text, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/** The dismissed findings, as `tqcheck check --baseline` reads them. */
function baseline() {
  const findings = items.filter((item) => item.decision?.state === "dismissed").flatMap((item) => item.data.places.map((place) => ({
    fingerprint: place.fingerprint,
    rule: item.data.rule,
    path: item.document.target,
    text: place.text,
    decision: item.decision?.decision,
    ...(item.decision?.reason ? { reason: item.decision.reason } : {}),
  })));
  return { schema: "tqcheck-baseline/1", findings };
}

function saveBaseline() {
  const made = baseline();
  download("tqcheck-baseline.json", `${JSON.stringify(made, null, 2)}\n`, "application/json");
  tell(said("js.said.baseline", { n: made.findings.length }));
}

/**
 * @typedef {{ start: number, end: number, text: string }} Edit
 * @typedef {{ text: string, done: number, left: number }} Corrected
 */

/** The accepted repairs of a document, by row (null: in the text of an article). @param {DocumentData} one */
function edits(one) {
  /** @type {Map<number | null, Edit[]>} */
  const found = new Map();
  for (const item of items) {
    const text = item.document === one && item.decision?.state === "accepted" ? newText(item) : null;
    if (text === null || item.data.old === null) continue;
    for (const place of item.data.places) {
      if (place.side !== "target") continue;
      found.set(place.row, [...(found.get(place.row) || []), { start: place.start, end: place.end, text }]);
    }
  }
  return found;
}

/** Offsets count code points. Of edits that overlap, the first is made. @param {string} text @param {Edit[]} changes @returns {Corrected} */
function corrected(text, changes) {
  const characters = Array.from(text);
  /** @type {string[]} */
  const parts = [];
  let at = 0;
  let left = 0;
  for (const { start, end, text: put } of [...changes].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (start < at) { left += 1; continue; }
    parts.push(characters.slice(at, start).join(""), put);
    at = end;
  }
  parts.push(characters.slice(at).join(""));
  return { text: parts.join(""), done: changes.length - left, left };
}

/** @param {DocumentData} one @returns {Corrected & { name: string }} */
function correctedDocument(one) {
  const base = one.target.split(/[\\/]/).pop() || "translation";
  const dot = base.lastIndexOf(".");
  const stem = dot > 0 ? base.slice(0, dot) : base;
  const found = edits(one);
  if (one.text !== null) {
    return { name: `${stem}.corrected${dot > 0 ? base.slice(dot) : ".txt"}`, ...corrected(one.text, found.get(null) || []) };
  }
  const made = [...found].map(([row, changes]) => ({ row, ...corrected(one.rows[String(row)] ?? "", changes) })).sort((a, b) => Number(a.row) - Number(b.row));
  const lines = made.map(({ row, text }) => `${row}\t${text.replace(/[\t\r\n]+/g, " ")}\n`);
  /** @param {"done" | "left"} what */
  const sum = (what) => made.reduce((total, each) => total + each[what], 0);
  return { name: `${stem}.corrected.tsv`, text: `row\ttgt\n${lines.join("")}`, done: sum("done"), left: sum("left") };
}

function saveText() {
  let done = 0;
  let left = 0;
  for (const one of page.documents) {
    const made = correctedDocument(one);
    done += made.done;
    left += made.left;
    if (made.done || page.documents.length === 1) download(made.name, made.text, "text/plain");
  }
  tell([said("js.said.text", { n: done }), ...(left ? [said("js.said.overlap", { n: left })] : [])].join(" "));
}

/** Code in Markdown, whatever backticks are in it. @param {string} text */
function code(text) {
  const ticks = "`".repeat(1 + Math.max(0, ...(text.match(/`+/g) || []).map((run) => run.length)));
  const pad = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${ticks}${pad}${text.replace(/\s+/g, " ")}${pad}${ticks}`;
}

/** Text that Markdown and HTML leave alone. @param {string} text */
const plain = (text) => text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>#|~&]/g, "\\$&");

/** @param {Item} item */
function markdown(item) {
  const { data } = item;
  const places = data.places.map((place) => (place.row === null ? `${place.line}:${place.column}` : `${place.row}`));
  const file = data.places[0].side === "target" ? item.document.target : item.document.source || item.document.target;
  const text = newText(item);
  const repair = text === null ? null : `${data.old ? `${code(data.old)} → ` : ""}${text ? code(text) : said("js.delete")}`;
  return [
    `**${named("severity", data.severity)}** (${named("category", data.category)}): ${plain(data.message)}`,
    "",
    `- ${said("js.place")}: ${code(`${file}:${places.join(", ")}`)}`,
    ...(data.source ? [`- ${said("js.source")}: ${plain(data.source)}`] : []),
    ...(repair ? [`- ${said("js.repair")}: ${repair}`] : []),
    `- ${said("js.rule")}: ${code(data.rule)}, ${said("js.confidence", { n: Math.round(data.confidence * 100) })}`,
    ...(location.protocol === "file:" ? [] : [`- ${said("js.link")}: <${location.origin}${location.pathname}#${data.places[0].mark}>`]),
    "",
  ].join("\n");
}

/** @param {string} text */
async function copy(text) {
  const done = (await toClipboard(text)) || byHand(text);
  tell(said(done ? "js.said.copied" : "js.said.uncopied"));
}

/** @param {string} text */
async function toClipboard(text) {
  try { await navigator.clipboard.writeText(text); return true; } catch { return false; }
}

/** The old way, where the new one is not allowed. @param {string} text */
function byHand(text) {
  const field = document.createElement("textarea");
  const before = document.activeElement;
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  return done;
}

const copyItem = (/** @type {Item} */ item) => copy(markdown(item));
const copyAll = () => copy(shownItems().map(markdown).join("\n"));
