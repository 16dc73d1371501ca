// Completions under the search box: a combobox with a list (WAI-ARIA 1.2). The focus stays in the box; the arrows walk the list.

import * as api from "./api.js";
import { byId, make } from "./dom.js";
import { marked, readMarked } from "./marked.js";

const size = 8;
const pause = 60;

const query = byId("query");
const list = byId("completions");
let shown = [];
let active = -1;
let running = null;
let timer;

/** `choose(text)` searches for a completion. */
export function startCompletions(choose) {
  query.addEventListener("input", event => {
    if (event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(ask, pause);
  });
  query.addEventListener("blur", hide);
  byId("search").addEventListener("submit", hide);
  query.addEventListener("keydown", event => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || list.hidden) return;
    if (event.key === "ArrowDown") activate(active + 1 < shown.length ? active + 1 : -1);
    else if (event.key === "ArrowUp") activate(active < 0 ? shown.length - 1 : active - 1);
    else if (event.key === "Escape") hide();
    else if (event.key === "Enter" && active >= 0) take(shown[active]);
    else return;
    event.preventDefault();
  });
  // The box keeps the focus while an item is pressed.
  list.addEventListener("mousedown", event => event.preventDefault());
  list.addEventListener("click", event => {
    const item = event.target.closest("[role=option]");
    if (item) take(shown[[...list.children].indexOf(item)]);
  });

  function take(text) {
    hide();
    query.value = text;
    choose(text);
  }
}

async function ask() {
  running?.abort();
  const asked = query.value;
  // Only what stands before the cursor goes on; within a text there is nothing to add.
  if (!asked.trim() || query.selectionEnd !== asked.length) return hide();
  running = new AbortController();
  const { signal } = running;
  try {
    const reply = await api.suggest(new URLSearchParams({ q: asked, size }), signal);
    if (!signal.aborted && query.value === asked && document.activeElement === query) show(reply.suggestions, asked);
  } catch {
    // A failure is told by the search that goes with the same keys.
    if (!signal.aborted) hide();
  }
}

function show(suggestions, asked) {
  const offered = suggestions.filter(({ text }) => text.toLowerCase() !== asked.trim().toLowerCase());
  shown = offered.map(({ text }) => text);
  list.replaceChildren(...offered.map(({ html }, i) => {
    const { text, spans } = readMarked(html);
    return make("li", { id: `completion-${i}`, role: "option", "aria-selected": "false", dir: "auto" }, marked(text, spans));
  }));
  list.hidden = shown.length === 0;
  query.setAttribute("aria-expanded", String(!list.hidden));
  activate(-1);
}

function hide() {
  clearTimeout(timer);
  running?.abort();
  if (!list.hidden) show([], "");
}

function activate(item) {
  active = item;
  [...list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === item)));
  if (item < 0) query.removeAttribute("aria-activedescendant");
  else query.setAttribute("aria-activedescendant", `completion-${item}`);
}
