// Copies of one story: the switch that folds them, and the line under a hit that names them.

import { byId, link, make } from "./dom.js";
import { address } from "./state.js";
import { number } from "./words.js";

/** Connects the switch. `change(part)` searches with a part of the state changed. */
export function startCopies(change) {
  byId("collapse").addEventListener("change", event => change({ collapse: event.target.checked }));
}

/** Brings the switch to a state. */
export function showCopies(state) {
  byId("collapse").checked = state.collapse;
}

/** How many stories the articles tell, to follow their number; nothing where copies are not folded. */
export function storiesInWords(reply) {
  const groups = reply.groups;
  if (!groups || groups.relation !== "exact" || groups.value === reply.total.value) return "";
  return groups.value === 1 ? " of one story" : ` of ${number(groups.value)} stories`;
}

/** What a list counts its pages by. */
export const countedBy = reply => reply.groups ?? reply.total;

/** The copies under a hit: a line that opens to their sources, each a link to its article; nothing where there are none. */
export function copiesOf(hit, state, actions) {
  const copies = hit.duplicates ?? [];
  if (copies.length === 0) return [];
  const count = hit.duplicateCount ?? copies.length;
  const list = make("ul", {}, ...copies.map(copy => make("li", {},
    link(address({ ...state, article: copy.id }), {}, () => actions.open(copy.id), make("bdi", {}, copy.source ?? copy.id)))));
  if (count > copies.length) list.append(make("li", {}, `and ${number(count - copies.length)} more`));
  return [make("details", { class: "copies" },
    make("summary", {}, count === 1 ? "and 1 copy" : `and ${number(count)} copies`),
    list)];
}
