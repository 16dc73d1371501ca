// The filters beside the list and the chips above it.

import { byId, make, replace } from "./dom.js";
import { isPartialDate, number } from "./words.js";

const dates = ["after", "before"];
const datesPause = 250;
const datesHint = "A year, a month or a day: 2019, 2019-03, 2019-03-14.";
const lists = [{ id: "sources", field: "source" }, { id: "authors", field: "author" }];
const counted = { sources: [], authors: [] };

/** Connects the controls. `change(part, typing)` searches with a part of the state changed. */
export function startFilters(getState, change) {
  const form = byId("filters-form");
  const toggle = byId("filters-toggle");
  let timer;

  for (const radio of form.elements.match)
    radio.addEventListener("change", () => change({ match: radio.value }));
  for (const name of dates) {
    // Half a date is no mistake while it is being written.
    byId(name).addEventListener("input", () => {
      clearTimeout(timer);
      if (mistake()) return;
      showMistake();
      timer = setTimeout(() => change(written(), true), datesPause);
    });
    byId(name).addEventListener("change", () => {
      clearTimeout(timer);
      showMistake();
      if (!mistake()) change(written());
    });
  }
  form.addEventListener("submit", event => {
    event.preventDefault();
    const source = byId("source").value.trim();
    byId("source").value = "";
    const { sources } = getState();
    if (source && !sources.includes(source)) change({ sources: [...sources, source] });
  });
  for (const { id } of lists) {
    byId(id).addEventListener("change", event => {
      const chosen = getState()[id];
      const { value, checked } = event.target;
      change({ [id]: checked ? [...chosen, value] : chosen.filter(other => other !== value) });
    });
  }
  toggle.addEventListener("click", () => {
    const open = toggle.getAttribute("aria-expanded") !== "true";
    toggle.setAttribute("aria-expanded", `${open}`);
    byId("filters").classList.toggle("open", open);
  });
}

/** Brings the controls to a state. */
export function showFilters(state) {
  const form = byId("filters-form");
  form.elements.match.value = state.match;
  if (dates.some(name => byId(name).value.trim() !== state[name])) {
    for (const name of dates) byId(name).value = state[name];
    showMistake();
  }
  const used = state.sources.length + state.authors.length + (state.after ? 1 : 0) + (state.before ? 1 : 0);
  byId("filters-toggle").textContent = used ? `Filters (${used})` : "Filters";
  showLists(state);
}

/** Shows the values that a reply counted, which are all there are beside the chosen ones. */
export function showFacets(state, reply) {
  for (const { id, field } of lists) counted[id] = reply.facets?.[field] ?? [];
  showLists(state);
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

// What was counted, in its order, and what is chosen without having been counted.
function showLists(state) {
  for (const { id } of lists) {
    const chosen = state[id].filter(name => !counted[id].some(other => other.value === name));
    const names = [...counted[id], ...chosen.map(value => ({ value, count: null }))];
    replace(byId(id), ...names.map(({ value, count }) => choice(value, count, state[id].includes(value))));
    byId(id).closest("fieldset").hidden = names.length === 0 && id !== "sources";
  }
}

function choice(name, count, checked) {
  const box = make("input", { type: "checkbox", value: name, data: { key: name } });
  box.checked = checked;
  return make("div", { class: "choice" },
    make("label", { class: "check" }, box, " ", make("bdi", {}, name)),
    ...(count === null ? [] : [make("span", { class: "count" }, number(count))]));
}

// The dates as they are written.
const written = () => Object.fromEntries(dates.map(name => [name, byId(name).value.trim()]));

// What is wrong with the dates: which of them, and in words; null when nothing is.
function mistake() {
  const { after, before } = written();
  const wrong = dates.filter(name => written()[name] !== "" && !isPartialDate(written()[name]));
  if (wrong.length > 0) return { wrong, words: `This is no date. ${datesHint}` };
  const shared = Math.min(after.length, before.length);
  if (after.slice(0, shared) > before.slice(0, shared)) return { wrong: dates, words: "The first date is after the second." };
  return null;
}

function showMistake() {
  const found = mistake();
  for (const name of dates) {
    if (found?.wrong.includes(name)) byId(name).setAttribute("aria-invalid", "true");
    else byId(name).removeAttribute("aria-invalid");
  }
  byId("dates-hint").classList.toggle("wrong", found !== null);
  byId("dates-hint").textContent = found?.words ?? datesHint;
}
