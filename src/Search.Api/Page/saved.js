// The saved searches: what each has found that is new to this browser, as it comes where one is open; feeds, files, removal.

import * as api from "./api.js";
import { byId, link, make } from "./dom.js";
import { failed } from "./messages.js";
import { refused } from "./save.js";
import { address, exportRequest, fromAlert } from "./state.js";
import { dateInWords, number } from "./words.js";

const mostShown = 100;
const pageSize = 100;
const comeBackMilliseconds = 3000;
const readSetting = "saved-read:";

let asked = null;
let following = null;

/** Shows the list. `go(state)` goes to a search, `announce(text)` tells assistive technology. */
export async function showSaved(actions) {
  const section = byId("saved");
  document.title = `Saved searches – ${document.title}`;
  if (!section.hidden) return;
  section.hidden = false;
  await fill(actions);
}

/** Puts the list away; nothing is followed any more. */
export function hideSaved() {
  asked?.abort();
  following?.abort();
  byId("saved").hidden = true;
}

async function fill(actions) {
  asked?.abort();
  asked = new AbortController();
  const { signal } = asked;
  const list = byId("saved-list");
  list.replaceChildren(make("p", { class: "quiet" }, "Looking …"));
  try {
    const { alerts } = await api.alerts(signal);
    if (signal.aborted) return;
    const shown = [...alerts].sort((a, b) => (newOf(b) > 0) - (newOf(a) > 0)).slice(0, mostShown);
    list.replaceChildren(
      make("p", { class: "quiet" }, alerts.length === 0
        ? "None yet. Search for something and press “Save this search”: articles that come from then on and match are gathered here."
        : "Articles that came since you last looked. One that is open shows them as they come."),
      make("ul", { role: "list" }, ...shown.map(alert => itemOf(alert, actions))),
      ...(shown.length < alerts.length ? [make("p", { class: "quiet" }, `and ${number(alerts.length - shown.length)} more, in GET /v1/alerts.`)] : []));
  } catch (mistake) {
    if (!signal.aborted) list.replaceChildren(failed(mistake, () => fill(actions)));
  }
}

function itemOf(alert, actions) {
  const state = fromAlert(alert);
  const count = make("span", { class: "new" });
  const matches = make("div", { class: "matches" });
  const outcome = make("div");
  const details = make("details", { name: "saved-search" },
    make("summary", {}, make("strong", {}, alert.name), " ", make("code", { dir: "auto" }, alert.q || "everything"), " ", conditionsOf(alert), " ", count),
    matches,
    make("div", { class: "uses" },
      ...(state ? [link(address(state), {}, () => actions.go(state), "All that it finds")] : []),
      ...files(alert, state, outcome),
      removal(alert, outcome, () => fill(actions))),
    outcome);
  showCount(count, newOf(alert));
  let own = null;
  details.addEventListener("toggle", () => {
    own?.abort();
    if (!details.open) return matches.replaceChildren();
    own = following = new AbortController();
    follow(alert, state, { count, matches, outcome }, actions, own.signal);
  });
  return make("li", {}, details);
}

// The new matches, the newest first, and then each as it comes, until another is opened or the list is left.
async function follow(alert, state, { count, matches, outcome }, actions, signal) {
  // Of many, the newest are shown.
  let last = Math.max(readUpTo(alert), alert.last - mostShown);
  const items = make("ol", { role: "list", "aria-label": `New articles of ${alert.name}` });
  const none = make("p", { class: "quiet" }, "Nothing new yet.");
  const read = make("button", { type: "button", on: { click: markRead } }, "Mark as read");
  matches.replaceChildren(none, items, read);
  show();

  const add = match => {
    items.prepend(matchOf(match, state, actions));
    if (items.childElementCount > mostShown) items.lastElementChild.remove();
    last = match.number;
    alert.found += Math.max(0, last - alert.last);
    alert.last = Math.max(last, alert.last);
  };
  try {
    await catchUp();
    await listen();
  } catch (mistake) {
    if (signal.aborted) return;
    outcome.replaceChildren(failed(mistake, () => {
      outcome.replaceChildren();
      follow(alert, state, { count, matches, outcome }, actions, signal);
    }));
  }

  async function catchUp() {
    for (let page; page?.matches.length !== 0;) {
      page = await api.matches(alert.name, last, pageSize, signal);
      page.matches.forEach(add);
    }
    show();
  }

  async function listen() {
    while (!signal.aborted) {
      try {
        for await (const { event, data } of api.events(alert.name, last, signal)) {
          if (event === "gone") return matches.replaceChildren(make("p", { class: "quiet" }, "This saved search was removed."));
          if (event !== "match") continue;
          const match = JSON.parse(data);
          add(match);
          show();
          actions.announce(`New for ${alert.name}: ${match.title ?? match.id}`);
        }
      } catch (mistake) {
        if (signal.aborted || mistake.status === 401 || mistake.status === 404) throw mistake;
        // The line was cut, or too many are open: what came meanwhile is asked for, and then the line again.
      }
      await new Promise(resolve => setTimeout(resolve, comeBackMilliseconds));
      if (!signal.aborted) await catchUp().catch(mistake => { if (mistake.status) throw mistake; });
    }
  }

  function show() {
    none.hidden = items.childElementCount > 0;
    read.hidden = items.childElementCount === 0;
    showCount(count, newOf(alert));
  }

  function markRead() {
    write(alert, last);
    items.replaceChildren();
    show();
    matches.closest("details").querySelector("summary").focus();
  }
}

function matchOf(match, state, actions) {
  const about = [match.source, match.date && dateInWords(match.date), match.update && "written again"].filter(Boolean).join(", ");
  const opened = { ...state, article: match.id };
  return make("li", {},
    state && match.title !== null ? link(address(opened), { dir: "auto" }, () => actions.go(opened), match.title || "Untitled article") : make("bdi", {}, match.title ?? `${match.id} (deleted since)`),
    ...(about ? [make("span", { class: "about" }, make("bdi", {}, about))] : []));
}

// Feeds for a reader of feeds, and everything as a file. With a key they are fetched, since a link cannot carry it.
function files(alert, state, outcome) {
  const list = [["RSS", api.feedPath(alert.name, "rss"), "rss.xml"], ["Atom", api.feedPath(alert.name, "atom"), "atom.xml"]];
  if (state) list.push(["CSV", `v1/search?${exportRequest(state, "csv")}`, "csv"], ["NDJSON", `v1/search?${exportRequest(state, "ndjson")}`, "jsonl"]);
  return list.map(([name, path, ending], i) => {
    const anchor = make("a", { href: path, download: i > 1, "aria-label": `${name}${i > 1 ? " file" : " feed"} of ${alert.name}` }, name);
    anchor.addEventListener("click", event => {
      if (!api.holdsKey()) return;
      event.preventDefault();
      api.download(path, `${alert.name}.${ending}`).catch(mistake => outcome.replaceChildren(failed(mistake, () => anchor.click())));
    });
    return anchor;
  });
}

// Asked once more, since its matches go with it.
function removal(alert, outcome, done) {
  const button = make("button", { type: "button", "aria-label": `Remove ${alert.name}` }, "Remove");
  button.addEventListener("click", () => {
    const keep = make("button", { type: "button", on: { click: () => { outcome.replaceChildren(); button.focus(); } } }, "Keep it");
    outcome.replaceChildren(make("div", { class: "notice sure", role: "group", "aria-label": `Remove ${alert.name}?` },
      make("p", {}, `Remove ${alert.name} with what it has found?`),
      make("button", { type: "button", class: "strong", on: { click: remove } }, "Remove it"), " ", keep));
    keep.focus();
  });
  return button;

  async function remove() {
    try {
      await api.removeAlert(alert.name);
      forget(alert);
      following?.abort();
      await done();
      byId("saved-heading").focus({ preventScroll: true });
    } catch (mistake) {
      outcome.replaceChildren(refused(mistake));
    }
  }
}

function showCount(element, count) {
  element.hidden = count === 0;
  element.textContent = count === 0 ? "" : `${number(count)} new`;
}

function conditionsOf({ match, after, before, source, author, filter }) {
  const words = [
    match === "all" ? "all of the words" : "",
    after ? `from ${after}` : "", before ? `to ${before}` : "",
    ...source, ...author.map(name => `by ${name}`), ...filter,
  ].filter(Boolean).join(", ");
  return make("bdi", { class: "quiet" }, words);
}

// How many it has found that this browser has not marked as read.
const newOf = alert => Math.max(0, Math.min(alert.found, alert.last - readUpTo(alert)));

// A browser may refuse storage; then everything is new.
function readUpTo(alert) {
  try {
    return Number(localStorage.getItem(readSetting + alert.name)) || 0;
  } catch {
    return 0;
  }
}

function write(alert, last) {
  try {
    localStorage.setItem(readSetting + alert.name, String(last));
  } catch {
    // Nothing is lost but the memory of it.
  }
}

function forget(alert) {
  try {
    localStorage.removeItem(readSetting + alert.name);
  } catch {
    // There is none.
  }
}
