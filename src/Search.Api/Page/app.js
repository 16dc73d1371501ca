// The page: the state lives in the address; every change of it goes through `go`, and `apply` brings the page to it.

import * as api from "./api.js";
import { showCopies, startCopies, storiesInWords } from "./copies.js";
import { startCompletions } from "./completions.js";
import { byId, replace } from "./dom.js";
import { showChips, showFacets, showFilters, startFilters } from "./filters.js";
import { hitItem } from "./hits.js";
import { startKeys } from "./keys.js";
import { forgetExamples, showLanding, watchIndex } from "./landing.js";
import { advice, failed, notes } from "./messages.js";
import { showPages } from "./pages.js";
import { startSaving, showSaving } from "./save.js";
import { hideSaved, showSaved } from "./saved.js";
import { closeReader, openReader, startReader } from "./reader.js";
import { address, isLanding, listOf, nothing, pageSize, read, request } from "./state.js";
import { showTimeline, startTimeline } from "./timeline.js";
import { addWhy } from "./why.js";
import { timeInWords, totalInWords } from "./words.js";

const typingPause = 120;
const settlingPause = 1500;
const announcingPause = 500;
const name = document.title;

const query = byId("query");
let state = read(location.search);
let searched = null;
let running = null;
let found = [];
let typingTimer;
// Writing makes one step of the history, until it rests.
let settled = true;
let settlingTimer;
let announcingTimer;

const actions = {
  open: id => go({ ...state, article: id }, "step"),
  narrow(kind, value) {
    const list = kind === "source" ? "sources" : "authors";
    closeReader();
    change({ article: null, [list]: state[list].includes(value) ? state[list] : [...state[list], value] });
    byId("found-heading").focus({ preventScroll: true });
  },
  close() {
    const opened = history.state?.opened;
    const id = state.article;
    closeReader();
    if (opened) history.back();
    else go({ ...state, article: null }, "replace");
    focusHit(id);
  },
};

// A part of what is searched changes: from the first page again.
function change(part, typing = false) {
  go({ ...state, page: 1, saved: false, ...part }, typing ? "typing" : "step");
}

function go(next, how) {
  clearTimeout(typingTimer);
  const opening = next.article !== null && state.article === null;
  const same = address(next) === address(state);
  state = next;
  if (!same) {
    const inPlace = how === "replace" || (how === "typing" && !settled);
    history[inPlace ? "replaceState" : "pushState"]({ opened: opening }, "", address(state));
  }
  if (!same || how !== "typing") settle(how === "typing");
  apply();
}

function settle(writing) {
  settled = !writing;
  clearTimeout(settlingTimer);
  if (writing) settlingTimer = setTimeout(() => { settled = true; }, settlingPause);
}

function apply() {
  document.title = state.q.trim() ? `${state.q.trim()} – ${name}` : name;
  if (query.value !== state.q) query.value = state.q;
  byId("sort").value = state.sort;
  showFilters(state);
  showCopies(state);
  showSaving(state);
  showChips(state, part => {
    change(part);
    byId("found-heading").focus({ preventScroll: true });
  });
  if (state.saved) showOwn();
  else hideSaved();
  if (state.saved) return closeReader();
  if (isLanding(state)) introduce();
  else if (searched !== listOf(state)) search();
  if (state.article) openReader(state.article, state.q, found.find(hit => hit.id === state.article)?.highlights);
  else closeReader();
}

function introduce() {
  leaveList();
  showLanding(start);
}

// The reader's saved searches, in the place of the list.
function showOwn() {
  leaveList();
  byId("landing").hidden = true;
  showSaved({ go: next => go(next, "step"), announce });
}

function leaveList() {
  running?.abort();
  searched = null;
  byId("results").removeAttribute("aria-busy");
  byId("refusal").replaceChildren();
  byId("found").hidden = true;
  byId("as-json").hidden = true;
  byId("hits").replaceChildren();
  announce("");
}

// From an example or an advice.
function start(next) {
  go(next, "step");
  query.focus({ preventScroll: true });
}

async function search() {
  running?.abort();
  running = new AbortController();
  const { signal } = running;
  const asked = state;
  searched = listOf(asked);
  byId("results").setAttribute("aria-busy", "true");
  // Nothing stands there yet that could be read meanwhile.
  if (byId("found").hidden) {
    byId("total").textContent = "Searching …";
    byId("took").textContent = "";
    byId("messages").replaceChildren();
    byId("timeline").hidden = true;
    byId("pages").hidden = true;
  }
  byId("found").hidden = false;
  byId("refusal").replaceChildren();
  byId("as-json").hidden = false;
  byId("landing").hidden = true;
  byId("as-json").href = `v1/search?${request(asked)}`;
  try {
    const reply = await api.search(request(asked), signal);
    if (!signal.aborted) show(asked, reply);
  } catch (mistake) {
    if (signal.aborted) return;
    showFailure(mistake);
  }
}

function show(asked, reply) {
  byId("results").removeAttribute("aria-busy");
  found = reply.hits;
  showFacets(asked, reply);
  showTimeline(asked, reply.histogram);
  const total = totalInWords(reply.total) + storiesInWords(reply) + (asked.page > 1 ? `, page ${asked.page}` : "");
  byId("total").textContent = total;
  byId("took").textContent = timeInWords(reply.tookMs);
  announce(total);
  byId("messages").replaceChildren(...notes(reply, asked, start), ...(reply.hits.length ? [] : [advice(reply, asked, start)]));
  const hits = byId("hits");
  hits.start = (asked.page - 1) * pageSize + 1;
  replace(hits, ...reply.hits.map((hit, place) => addWhy(hitItem(hit, asked, actions), hit, asked, place)));
  showPages(byId("pages"), asked, reply, page => {
    go({ ...state, page }, "step");
    scrollTo(0, 0);
    byId("found-heading").focus({ preventScroll: true });
  });
}

function showFailure(mistake) {
  searched = null;
  byId("results").removeAttribute("aria-busy");
  byId("total").textContent = "No results";
  announce("");
  byId("took").textContent = "";
  byId("hits").replaceChildren();
  byId("pages").hidden = true;
  byId("messages").replaceChildren(failed(mistake, () => {
    search();
    byId("found-heading").focus({ preventScroll: true });
  }));
}

// While somebody writes, every word would be talked over by the number of its results.
function announce(text) {
  clearTimeout(announcingTimer);
  announcingTimer = setTimeout(() => { byId("announcement").textContent = text; }, announcingPause);
}

function focusHit(id) {
  const title = [...document.querySelectorAll("#hits .title")].find(link => link.dataset.key === id);
  (title ?? (state.saved ? byId("saved-heading") : query)).focus({ preventScroll: title !== undefined });
}

function startSearching() {
  query.addEventListener("input", event => {
    // What an input method is still composing is no text yet; it ends with an input of its own.
    if (event.isComposing) return;
    clearTimeout(typingTimer);
    typingTimer = setTimeout(() => change({ q: query.value }, true), typingPause);
  });
  query.addEventListener("compositionend", () => query.dispatchEvent(new InputEvent("input")));
  byId("search").addEventListener("submit", event => {
    event.preventDefault();
    const q = query.value;
    if (q === state.q && searched === null && !isLanding(state)) search();
    change({ q, page: q === state.q ? state.page : 1 });
  });
  startCompletions(q => change({ q }));
  query.addEventListener("blur", () => settle(false));
  byId("sort").addEventListener("change", event => change({ sort: event.target.value }));
  plainClick(byId("home"), () => start(read("")));
  plainClick(byId("to-saved"), () => {
    go({ ...nothing, saved: true }, "step");
    byId("saved-heading").focus({ preventScroll: true });
  });
  addEventListener("popstate", () => {
    clearTimeout(typingTimer);
    settle(false);
    const { article } = state;
    state = read(location.search);
    apply();
    if (article && !state.article) focusHit(article);
  });
}

// A link keeps its other uses: a new tab, a bookmark.
function plainClick(link, act) {
  link.addEventListener("click", event => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    act();
  });
}

startSaving(() => state, announce);
startFilters(() => state, change);
startTimeline(change);
startCopies(change);
startReader(actions);
startKeys();
startSearching();
apply();
watchIndex({
  progressed() {
    forgetExamples();
    if (isLanding(state)) introduce();
  },
  done() {
    forgetExamples();
    if (isLanding(state)) introduce();
    else if (!state.saved) search();
  },
  // A search says the same in its own place.
  refused(mistake) {
    if (isLanding(state)) byId("refusal").replaceChildren(failed(mistake, () => location.reload()));
  },
});
