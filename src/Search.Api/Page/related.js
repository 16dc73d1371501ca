// The articles related to the one in the reader.

import * as api from "./api.js";
import { link, make } from "./dom.js";
import { address, nothing } from "./state.js";
import { dateInWords } from "./words.js";

const count = 5;

/** A section that fills itself, and stays hidden where nothing is related or it cannot be told. `actions.open(id)` opens an article. */
export function related(id, signal, actions) {
  const section = make("section", { class: "related", hidden: true, "aria-labelledby": "related-heading" });
  api.related(id, count, signal).then(reply => {
    if (signal.aborted || reply.hits.length === 0) return;
    section.append(
      make("h3", { id: "related-heading" }, "Related articles"),
      make("ul", {}, ...reply.hits.map(hit => itemOf(hit, actions))));
    section.hidden = false;
  }).catch(() => {
    // The article itself is what was asked for.
  });
  return section;
}

function itemOf(hit, actions) {
  const about = [hit.source, hit.date && dateInWords(hit.date)].filter(Boolean).join(", ");
  return make("li", {},
    link(address({ ...nothing, article: hit.id }), { dir: "auto" }, () => actions.open(hit.id), hit.title || "Untitled article"),
    ...(about ? [make("span", { class: "hint" }, " ", make("bdi", {}, about))] : []));
}
