"use strict";
(() => {
  const cards = [...document.querySelectorAll(".card")];
  const rows = [...document.querySelectorAll(".row")];
  const chips = [...document.querySelectorAll(".chip[data-severity]")];
  const only = document.getElementById("only");
  const query = document.getElementById("query");
  const shown = document.getElementById("shown");
  let at = -1;

  const pressed = (button) => button.getAttribute("aria-pressed") === "true";
  const visible = () => cards.filter((card) => !card.closest(".gone"));

  function apply() {
    const severities = new Set(chips.filter(pressed).map((chip) => chip.dataset.severity));
    const wanted = query.value.trim().toLowerCase();
    for (const row of rows) {
      const found = !wanted || row.textContent.toLowerCase().includes(wanted);
      let left = 0;
      for (const card of row.querySelectorAll(".card")) {
        const keep = severities.has(card.dataset.severity);
        card.classList.toggle("gone", !keep);
        left += keep;
      }
      row.classList.toggle("gone", !found || (pressed(only) && !left && !row.querySelector(".gap")));
    }
    at = -1;
    shown.textContent = `${visible().length} shown`;
  }

  function step(by) {
    const list = visible();
    if (!list.length) return;
    at = (at + by + list.length) % list.length;
    document.querySelectorAll(".now").forEach((one) => one.classList.remove("now"));
    const card = list[at];
    card.classList.add("now");

    const mark = document.getElementById(card.id.replace("-f", "-m"));
    if (mark) mark.classList.add("now");
    (mark || card).scrollIntoView({ block: "center" });
    card.focus({ preventScroll: true });
    shown.textContent = `${at + 1} of ${list.length}`;
    history.replaceState(null, "", `#${card.id}`);

  }

  for (const chip of [...chips, only]) {
    chip.addEventListener("click", () => {
      chip.setAttribute("aria-pressed", String(!pressed(chip)));
      apply();
    });
  }
  query.addEventListener("input", apply);
  document.getElementById("next").addEventListener("click", () => step(1));
  document.getElementById("previous").addEventListener("click", () => step(at < 0 ? 0 : -1));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target === query) return;
    if (event.key === "j") document.getElementById("next").click();
    else if (event.key === "k") document.getElementById("previous").click();
    else if (event.key === "/") { event.preventDefault(); query.focus(); }
  });
  document.addEventListener("click", (event) => {
    const mark = event.target.closest("mark[data-n]");
    if (!mark) return;
    const prefix = mark.closest(".document").id;
    const first = mark.dataset.n.split(" ")[0];
    const card = document.getElementById(`${prefix}-f${first}`);
    if (card) { at = visible().indexOf(card) - 1; step(1); }
  });
  apply();
})();
