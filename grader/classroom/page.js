"use strict";
// Sorts the tables by a click on a head, and hides the people that a search does not mean. The page is whole without it.
const collator = new Intl.Collator(undefined, { numeric: true });
const told = (cell) => cell ? cell.dataset.v ?? cell.textContent : "";

function compare(a, b) {
  const x = parseFloat(a), y = parseFloat(b);
  if (Number.isNaN(x) || Number.isNaN(y)) return collator.compare(a, b);
  return x - y;
}

function sort(table, head) {
  const up = head.getAttribute("aria-sort") === (head.dataset.first === "down" ? "descending" : "ascending");
  const down = head.dataset.first === "down" ? !up : up;
  const body = table.tBodies[0], at = head.cellIndex;
  const rows = Array.from(body.rows, (row) => [told(row.cells[at]), row]);
  rows.sort((a, b) => (down ? -1 : 1) * compare(a[0], b[0]));
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  body.append(...rows.map((row) => row[1]));
}

for (const table of document.querySelectorAll("table.sorts")) {
  for (const head of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(table, head));
    head.append(button);
  }
}

const form = document.getElementById("filter");
const rows = document.querySelectorAll("#map tbody tr");
let keys = null;

function filter() {
  keys ??= Array.from(rows, (row) => (row.cells[0].textContent + " " + row.dataset.k).toLowerCase());
  const words = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
  const section = form.elements.section ? form.elements.section.value : "";
  const state = form.elements.state.value;
  let shown = 0;
  rows.forEach((row, at) => {
    const hidden = !(words.every((word) => keys[at].includes(word)) && (!section || row.dataset.s === section)
      && (!state || row.dataset.w.includes(state)));
    row.hidden = hidden;
    document.getElementById("p" + row.dataset.i).hidden = hidden;
    shown += !hidden;
  });
  count(shown);
}

function count(shown) {
  form.elements.count.value = form.elements.count.dataset.text.replace("#", shown);
}

function opened() {
  const part = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (part && part.matches("details")) part.open = true;
}

if (form) {
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  const asked = [...form.elements].some((field) => field.tagName !== "OUTPUT" && field.value);
  if (asked) filter(); // a browser that comes back to the page fills in what was asked before
  else count(rows.length);
}
addEventListener("hashchange", opened);
opened();
