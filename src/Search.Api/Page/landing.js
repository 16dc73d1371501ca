// What the page says before anything is searched: what it is, examples that find something, the import.

import * as api from "./api.js";
import { byId, link, make, replace } from "./dom.js";
import { address, nothing } from "./state.js";
import { number } from "./words.js";

// Searches over the sample, with what each of them shows. Those that find nothing in this index are not offered.
const examples = [
  ["harbour bridge", "two words, best matches first"],
  ["\"skeleton coast\" oil", "a phrase and a word"],
  ["+flood -hurricane", "one word, without another"],
  ["cyclone after:2019 before:2019", "within a year"],
  ["solhiem~", "a name as it was misspelt"],
  ["title:bridge", "in titles only"],
  ["vaccin*", "every word that begins so"],
  ["source:\"Meridian Wire\" copper", "from one source"],
];

const pollMilliseconds = 1000;

let offered = null;

/** Shows the introduction. `go(state)` searches. */
export function showLanding(go) {
  const landing = byId("landing");
  if (landing.hidden || landing.childElementCount === 0) {
    const search = (state, text) => link(address({ ...nothing, ...state }), {}, () => go({ ...nothing, ...state }), text);
    landing.replaceChildren(
      make("h2", {}, "Find an article, and the passage in it"),
      make("p", {}, "Type a few words above. The best articles appear as you type, each with the sentences that matched."),
      make("div", { id: "examples" }),
      make("p", {}, "Or look through everything: ", search({ sort: "newest" }, "newest first"), " or ", search({ sort: "oldest" }, "oldest first"), "."));
  }
  landing.hidden = false;
  showExamples(go);
}

/**
 * Shows the size of the index and the import, now and while it runs. Tells when a running import has `progressed()` and when it
 * is `done()`, and when the index cannot be asked at all (`refused(mistake)`).
 */
export async function watchIndex({ progressed, done, refused }) {
  let running = false;
  for (;;) {
    let index;
    try {
      index = await api.index();
    } catch (mistake) {
      if (!running) return refused(mistake);
      await pause(pollMilliseconds);
      continue;
    }
    showIndex(index);
    if (index.import.state !== "running") {
      if (running) done();
      return;
    }
    if (running) progressed();
    running = true;
    await pause(pollMilliseconds);
  }
}

const pause = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));

/** Forgets which examples find something, after the index has changed. */
export function forgetExamples() {
  offered = null;
}

async function showExamples(go) {
  offered ??= Promise.all(examples.map(async ([q, shows]) => {
    const query = new URLSearchParams({ q, size: 0, highlight: false });
    const reply = await api.search(query.toString()).catch(() => null);
    return reply?.total.value > 0 ? { q, shows } : null;
  }));
  const found = (await offered).filter(example => example !== null);
  replace(byId("examples"), ...(found.length === 0 ? [] : [
    make("h3", {}, "For example"),
    make("ul", {}, ...found.map(({ q, shows }) => make("li", {},
      link(address({ ...nothing, q }), { class: "example", data: { key: q } }, () => go({ ...nothing, q }), q),
      " ", make("span", {}, shows)))),
  ]));
}

function showIndex(index) {
  const { state, indexed, failed, error } = index.import;
  const count = Math.max(index.articles, state === "running" ? indexed : 0);
  byId("holdings").textContent = count === 1 ? "1 article" : `${number(count)} articles`;
  const notice = byId("import");
  const text = importInWords(state, count, failed, error);
  notice.hidden = text === null;
  // The number changes every second; it is read when the reader comes to it, not announced.
  if (text !== null && notice.textContent !== text) notice.textContent = text;
}

function importInWords(state, count, failed, error) {
  const skipped = failed > 0 ? ` ${number(failed)} records could not be read and were skipped.` : "";
  if (state === "running") return `The index is still being filled: ${number(count)} articles so far. Until it is, searches find only these.${skipped}`;
  if (state === "failed") return `The import of the corpus stopped. ${error ?? "The server's log says why."} What was imported before can be searched.`;
  if (count === 0) return "The index is empty. Add articles with POST /v1/articles, or start the server with a corpus.";
  return state === "done" && skipped ? skipped.trim() : null;
}
