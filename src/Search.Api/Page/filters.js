// The filters beside the list and the chips above it.

import { byId, make, replace } from "./dom.js";
import { isPartialDate } from "./words.js";

const dates = ["after", "before"];
const known = { list: null, sources: new Set() };

/** Connects the controls. `change(part, typing)` searches with a part of the state changed. */
export function startFilters(getState, change) {
  const form = byId("filters-form");
  const toggle = byId("filters-toggle");
  let timer;

  for (const radio of form.elements.match)
    radio.addEventListener("change", () => change({ match: radio.value }));
  for (const name of dates) {
    const input = byId(name);
    input.addEventListener("input", () => {
      clearTimeout(timer);
      const text = input.value.trim();
      if (text !== "" && !isPartialDate(text)) return;
      setValidity(input, true);
      timer = setTimeout(() => change({ [name]: text }, true), 250);
    });
    input.addEventListener("change", () => {
      clearTimeout(timer);
      const text = input.value.trim();
      const valid = text === "" || isPartialDate(text);
      setValidity(input, valid);
      if (valid) change({ [name]: text });
    });
  }
  form.addEventListener("submit", event => {
    event.preventDefault();
    const source = byId("source").value.trim();
    byId("source").value = "";
    const { sources } = getState();
    if (source && !sources.includes(source)) change({ sources: [...sources, source] });
  });
  byId("sources").addEventListener("change", event => {
    const { sources } = getState();
    const { value, checked } = event.target;
    change({ sources: checked ? [...sources, value] : sources.filter(source => source !== value) });
  });
  toggle.addEventListener("click", () => {
    const open = toggle.getAttribute("aria-expanded") !== "true";
    toggle.setAttribute("aria-expanded", `${open}`);
    byId("filters").classList.toggle("open", open);
  });
}

/** Brings the controls to a state. The one that is being written in already has its value, or a half-written one. */
export function showFilters(state) {
  const form = byId("filters-form");
  form.elements.match.value = state.match;
  for (const name of dates) {
    const input = byId(name);
    if (input === document.activeElement && input.value.trim() === state[name]) continue;
    input.value = state[name];
    setValidity(input, state[name] === "" || isPartialDate(state[name]));
  }
  const used = state.sources.length + state.authors.length + (state.after ? 1 : 0) + (state.before ? 1 : 0);
  byId("filters-toggle").textContent = used ? `Filters (${used})` : "Filters";
  showSources(state);
}

/** Remembers the sources of hits, so that they can be chosen while a source is already chosen. */
export function learnSources(state, hits) {
  const list = JSON.stringify([state.q, state.match, state.after, state.before, state.authors]);
  if (known.list !== list) {
    known.list = list;
    known.sources.clear();
  }
  for (const hit of hits) if (hit.source) known.sources.add(hit.source);
  showSources(state);
}

/** The filters in use, each removed by pressing it. */
export function showChips(state, change) {
  const chips = byId("chips");
  const without = (name, value) => ({ [name]: state[name].filter(other => other !== value) });
  const items = [
    ...state.sources.map(source => chip("Source", source, () => change(without("sources", source)))),
    ...state.authors.map(author => chip("Author", author, () => change(without("authors", author)))),
    ...(state.after ? [chip("From", state.after, () => change({ after: "" }))] : []),
    ...(state.before ? [chip("To", state.before, () => change({ before: "" }))] : []),
  ];
  if (items.length > 1)
    items.push(button("clear", "Remove all filters", "Remove all", () => change({ sources: [], authors: [], after: "", before: "" })));
  chips.hidden = items.length === 0;
  chips.replaceChildren(...items.map(item => make("li", {}, item)));
}

function chip(name, value, remove) {
  return button("chip", `Remove the filter ${name} ${value}`, null, remove,
    make("span", {}, `${name} `), make("bdi", {}, value), make("span", { class: "cross", "aria-hidden": "true" }, "×"));
}

function button(className, label, text, press, ...children) {
  return make("button", { type: "button", class: className, "aria-label": label, on: { click: press } }, ...(text ? [text] : children));
}

function showSources(state) {
  const names = [...new Set([...known.sources, ...state.sources])].sort((a, b) => a.localeCompare(b, "en"));
  replace(byId("sources"), ...names.map(name => {
    const box = make("input", { type: "checkbox", value: name, data: { key: name } });
    box.checked = state.sources.includes(name);
    return make("label", { class: "check" }, box, " ", make("bdi", {}, name));
  }));
}

function setValidity(input, valid) {
  if (valid) input.removeAttribute("aria-invalid");
  else input.setAttribute("aria-invalid", "true");
  const wrong = dates.some(name => byId(name).hasAttribute("aria-invalid"));
  byId("dates-hint").classList.toggle("wrong", wrong);
  byId("dates-hint").textContent = wrong
    ? "This is no date. Write a year, a month or a day: 2019, 2019-03, 2019-03-14."
    : "A year, a month or a day: 2019, 2019-03, 2019-03-14.";
}
