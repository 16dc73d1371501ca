// The list of hits: an article each, with the passages that show why it matched.

import { copiesOf } from "./copies.js";
import { link, make } from "./dom.js";
import { marked, spansOfField } from "./marked.js";
import { address } from "./state.js";
import { dateInWords } from "./words.js";

/** A list item. `actions` are what its links and buttons do: open(id), narrow(name, value). */
export function hitItem(hit, state, actions) {
  const title = link(address({ ...state, article: hit.id }),
    { class: "title", dir: "auto", data: { key: hit.id } },
    () => actions.open(hit.id),
    titleOf(hit, hit.highlights));
  return make("li", {},
    make("article", {},
      make("h3", {}, title),
      about(hit, actions),
      ...hit.highlights.filter(passage => passage.field !== "title").map(passageOf),
      ...copiesOf(hit, state, actions)));
}

/** The title with its matches marked. */
export function titleOf(article, passages) {
  return article.title ? marked(article.title, spansOfField(passages, "title")) : "Untitled article";
}

/** The line under a title: source, date and authors; the names narrow the search when they are pressed. */
export function about(article, actions) {
  const parts = [];
  if (article.source) parts.push(narrowing("source", article.source, actions));
  if (article.date) parts.push(make("time", timeAttribute(article.date), dateInWords(article.date)));
  if (article.authors.length) {
    const authors = make("span", { class: "authors" });
    article.authors.forEach((author, i) => authors.append(...(i ? [", "] : []), narrowing("author", author, actions)));
    parts.push(authors);
  }
  return make("p", { class: "about" }, ...parts);
}

function narrowing(name, value, actions) {
  return make("button", {
    type: "button",
    class: name,
    "aria-label": `${value}: only this ${name}`,
    title: `Only this ${name}`,
    on: { click: () => actions.narrow(name, value) },
  }, make("bdi", {}, value));
}

// The attribute takes the forms of HTML, which the partial dates of articles are.
const timeAttribute = date => (Number.isNaN(Date.parse(date)) ? {} : { datetime: date });

function passageOf(passage) {
  const text = make("span", { class: "text" }, marked(passage.text, passage.matches));
  const paragraph = make("p", {
    class: passage.offset > 0 ? "passage within" : "passage",
    dir: "auto",
    data: { field: passage.field },
  });
  if (passage.field !== "body") paragraph.append(make("span", { class: "field" }, `${passage.field}: `));
  paragraph.append(text);
  return paragraph;
}
