// The numbers under the list.

import { countedBy } from "./copies.js";
import { link, make } from "./dom.js";
import { address, lastPage, pageSize } from "./state.js";

/** The last page that can be reached, and whether it is known to be the last. */
export function lastPageOf(total) {
  const pages = Math.max(1, Math.ceil(total.value / pageSize));
  return { page: Math.min(pages, lastPage), known: total.relation === "exact" && pages <= lastPage };
}

/** Fills the navigation; hides it where there is one page. `go(page)` turns to one. */
export function showPages(nav, state, reply, go) {
  const { page: last, known } = lastPageOf(countedBy(reply));
  const more = state.page < lastPage && (state.page < last || (!known && reply.hits.length === pageSize));
  nav.hidden = state.page === 1 && !more;
  if (nav.hidden) {
    nav.replaceChildren();
    return;
  }

  const to = (page, properties, ...text) =>
    link(address({ ...state, page, article: null }), properties, () => go(page), ...text);
  const list = make("ul");
  let before = 0;
  for (const page of around(state.page, Math.max(last, state.page), known)) {
    if (page > before + 1) list.append(make("li", { class: "gap" }, "…"));
    const current = page === state.page;
    list.append(make("li", {}, to(page, { "aria-label": `Page ${page}`, "aria-current": current && "page" }, `${page}`)));
    before = page;
  }
  if (!known && before < lastPage) list.append(make("li", { class: "gap" }, "…"));
  nav.replaceChildren(
    ...(state.page > 1 ? [to(state.page - 1, { rel: "prev", class: "step" }, "Previous")] : []),
    list,
    ...(more ? [to(state.page + 1, { rel: "next", class: "step" }, "Next")] : []));
}

// The first, the ones beside the current, and the last where it is known.
function around(current, last, known) {
  const pages = new Set([1]);
  for (let page = Math.max(1, current - 2); page <= Math.min(last, current + 2); page++) pages.add(page);
  if (known) pages.add(last);
  return [...pages].sort((a, b) => a - b);
}
