// The dialog that shows one article with its matches.

import * as api from "./api.js";
import { byId, make } from "./dom.js";
import { about, titleOf } from "./hits.js";
import { marked, readMarked, spansOfField } from "./marked.js";
import { failed } from "./messages.js";
import { related } from "./related.js";

// A browser lays out this much at once without a pause; longer articles go on when asked.
const partLength = 200_000;

const still = matchMedia("(prefers-reduced-motion: reduce)");

let actions = null;
let shown = null;
let request = null;
let current = -1;

/** Connects the controls. What they do: close(), narrow(name, value). */
export function startReader(does) {
  actions = does;
  const dialog = byId("reader");
  byId("close-reader").addEventListener("click", actions.close);
  byId("previous-match").addEventListener("click", () => step(-1));
  byId("next-match").addEventListener("click", () => step(1));
  dialog.addEventListener("cancel", event => {
    event.preventDefault();
    actions.close();
  });
  dialog.addEventListener("click", event => {
    if (event.target === dialog) actions.close();
  });
}

export const isOpen = () => byId("reader").open;

/** Opens an article, or stays when it is the one that is open. `highlights` are those of its hit, which know its title's matches. */
export async function openReader(id, q, highlights = []) {
  const key = JSON.stringify([id, q]);
  if (shown === key) return;
  shown = key;
  request?.abort();
  request = new AbortController();
  const { signal } = request;
  const page = byId("reader-page");
  page.replaceChildren(heading("Opening the article"));
  showMatches(0);
  if (!isOpen()) byId("reader").showModal();
  focusHeading();

  try {
    const [article, matches] = await Promise.all([
      api.article(id, signal),
      q.trim() ? api.highlight(q, id, signal) : null,
    ]);
    if (!signal.aborted) show(article, matches, highlights, related(id, signal, actions));
  } catch (mistake) {
    if (mistake.name === "AbortError" || signal.aborted) return;
    const title = mistake.status === 404 ? "This article is not in the index" : "The article cannot be shown";
    page.replaceChildren(heading(title), failed(mistake, () => {
      shown = null;
      openReader(id, q, highlights);
    }));
    focusHeading();
  }
}

export function closeReader() {
  request?.abort();
  shown = null;
  if (!isOpen()) return;
  byId("reader").close();
  byId("reader-page").replaceChildren(heading("Article"));
}

/** Goes to the next (1) or the previous (-1) match, around the ends. */
export function step(direction) {
  const numbers = matchNumbers();
  if (numbers.length === 0) return;
  const page = byId("reader-page");
  for (const mark of page.querySelectorAll("mark.current")) {
    mark.classList.remove("current");
    mark.removeAttribute("aria-current");
  }
  if (current < 0 && direction < 0) current = 0;
  current = (current + direction + numbers.length) % numbers.length;
  const marks = page.querySelectorAll(`mark[data-match="${numbers[current]}"]`);
  for (const mark of marks) {
    mark.classList.add("current");
    mark.setAttribute("aria-current", "true");
  }
  marks[0].scrollIntoView({ block: "center", behavior: still.matches ? "auto" : "smooth" });
  byId("match-count").textContent = `Match ${current + 1} of ${numbers.length}`;
}

function show(article, matches, highlights, relatedArticles) {
  const title = heading(titleOf(article, [...highlights, ...(matches?.passages ?? [])]));
  // The title's marks are not counted: the keys walk the text.
  for (const mark of title.querySelectorAll("mark")) delete mark.dataset.match;
  const body = make("div", { id: "reader-body" });
  byId("reader-page").replaceChildren(
    title,
    ...(article.titleDerived ? [make("p", { class: "hint" }, "It came without a title; this one is taken from its text.")] : []),
    about(article, actions),
    ...original(article.url),
    ...(matches?.warnings ?? []).map(warning => make("p", { class: "notice" }, warning)),
    body,
    ...further(article),
    relatedArticles);
  append(body, article.body ?? "", spansOfBody(article.body ?? "", matches), 0);
  byId("reader-page").scrollTop = 0;
  focusHeading();
}

// The text is the article's own; the marks are placed in it, and left out where the two replies disagree
// because the article was replaced between them.
function spansOfBody(body, matches) {
  if (!matches?.html) return spansOfField(matches?.passages ?? [], "body");
  const { text, spans } = readMarked(matches.html);
  if (text === body) return spans;
  return spansOfField(matches.passages.filter(passage => body.startsWith(passage.text, passage.offset)), "body");
}

// Adds the text from a position on as paragraphs, up to a part's length, and a button for what is left.
function append(container, text, spans, from) {
  let at = from;
  while (at < text.length && at - from < partLength) {
    const end = endOfLine(text, at, from + partLength);
    if (end > at) container.append(make("p", { dir: "auto" }, marked(text, spans, at, end)));
    at = afterBreaks(text, end);
  }
  showMatches(matchNumbers().length);
  if (at >= text.length) return;
  const more = make("button", { type: "button", class: "more" }, "Show more of this long article");
  more.addEventListener("click", () => {
    const last = container.lastElementChild;
    more.remove();
    append(container, text, spans, at);
    const next = last?.nextElementSibling;
    next?.setAttribute("tabindex", "-1");
    next?.focus();
  });
  container.after(more);
}

function endOfLine(text, from, limit) {
  let end = from;
  while (end < text.length && end < limit && text[end] !== "\n" && text[end] !== "\r") end++;
  // Never between the halves of a surrogate pair.
  return end === limit && end < text.length && text.codePointAt(end - 1) > 0xffff ? end + 1 : end;
}

function afterBreaks(text, position) {
  while (text[position] === "\n" || text[position] === "\r") position++;
  return position;
}

function heading(content) {
  return make("h2", { id: "reader-title", tabindex: "-1", dir: "auto" }, content);
}

function focusHeading() {
  byId("reader-title").focus({ preventScroll: true });
}

function matchNumbers() {
  return [...new Set([...byId("reader-page").querySelectorAll("mark[data-match]")].map(mark => mark.dataset.match))];
}

function showMatches(count) {
  current = -1;
  byId("reader-matches").hidden = count === 0;
  byId("match-count").textContent = count === 1 ? "1 match" : `${count} matches`;
}

// Only an address of the web becomes a link: javascript: and data: run what somebody wrote.
function original(url) {
  if (!url) return [];
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed?.protocol !== "https:" && parsed?.protocol !== "http:")
    return [make("p", { class: "original" }, "Original: ", make("bdi", {}, url))];
  return [make("p", { class: "original" },
    make("a", { href: parsed.href, target: "_blank", rel: "noopener noreferrer" },
      `Read the original at ${parsed.host}`, make("span", { class: "visually-hidden" }, " (opens a new tab)")))];
}

function further(article) {
  const fields = Object.entries(article.fields ?? {});
  if (article.language) fields.unshift(["language", article.language]);
  if (fields.length === 0) return [];
  return [make("dl", { class: "fields", "aria-label": "Further fields" },
    ...fields.map(([name, value]) => make("div", {},
      make("dt", {}, make("bdi", {}, name)),
      make("dd", {}, make("bdi", {}, [value].flat().join(", "))))))];
}
