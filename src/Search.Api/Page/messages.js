// What the page says beside the hits: warnings, advice when nothing was found, failures.

import { countedBy } from "./copies.js";
import { useKey } from "./api.js";
import { link, make } from "./dom.js";
import { address, hasFilters, nothing } from "./state.js";
import { lastPageOf } from "./pages.js";

/** Warnings of a reply and its better spelling. `go(state)` searches. */
export function notes(reply, state, go) {
  const found = [];
  if (reply.didYouMean) {
    const better = { ...state, q: reply.didYouMean, page: 1, article: null };
    found.push(make("p", { class: "notice" }, "Did you mean ", link(address(better), { dir: "auto" }, () => go(better), reply.didYouMean), "?"));
  }
  if (reply.warnings?.length)
    found.push(make("ul", { class: "notice warnings", "aria-label": "Warnings" }, ...reply.warnings.map(warning => make("li", {}, warning))));
  return found;
}

/** Why there may be no hits, each with what to press. */
export function advice(reply, state, go) {
  const offers = [];
  const offer = (change, text) => {
    const to = { ...state, page: 1, article: null, ...change };
    offers.push(make("li", {}, link(address(to), {}, () => go(to), text)));
  };
  if (reply.total.value > 0) {
    const { page } = lastPageOf(countedBy(reply));
    offer({ page }, page === 1 ? "Back to the first page" : `Back to page ${page}, the last`);
    return make("div", { class: "advice" }, make("p", {}, `There is no page ${state.page}.`), make("ul", {}, ...offers));
  }
  if (hasFilters(state))
    offer({ sources: [], authors: [], after: "", before: "" }, "Search without the filters");
  if (state.match === "all")
    offer({ match: "any" }, "Ask for any of the words instead of all");
  const words = state.q.trim().split(/\s+/);
  if (words.length <= 8 && words.every(word => /^[\p{L}\p{M}]{3,}$/u.test(word) && !/^(AND|OR|NOT)$/.test(word)))
    offer({ q: words.map(word => `${word}~`).join(" ") }, "Allow for misspellings");
  offer({ ...nothing, sort: "newest" }, "Look through the newest articles");
  return make("div", { class: "advice" },
    make("p", {}, "No article matches this search. Fewer words, or other words for the same thing, may find it."),
    make("ul", {}, ...offers));
}

/** A failure, and a button to try again or a place for the key that was missing. */
export function failed(failure, again) {
  const keyless = failure.status === 401 || failure.status === 403;
  return make("div", { class: "notice failure", role: "alert" },
    make("p", { class: "failure-title" }, failure.title ?? "Something went wrong on this page"),
    make("p", {}, keyless ? "This archive is read with a key, which whoever runs it gives out. It is kept until this tab is closed." : failure.message),
    keyless ? keyForm() : make("button", { type: "button", on: { click: again } }, "Try again"));
}

/** A place for a key. */
export function keyForm() {
  const input = make("input", { type: "password", "aria-label": "Key", placeholder: "Key", autocomplete: "off", required: true });
  return make("form", {
    on: {
      submit: event => {
        event.preventDefault();
        useKey(input.value);
      },
    },
  }, input, make("button", {}, "Use this key"));
}
