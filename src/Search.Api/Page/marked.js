// Text with its matches marked. A span is { start, length } in UTF-16 code units, which is what JavaScript's strings count.

import { make } from "./dom.js";

/**
 * The text from `from` to `to` as text nodes, with a <mark> around what lies in a span.
 * Every mark carries the number of its span, so that a match that was split is still one match.
 */
export function marked(text, spans, from = 0, to = text.length) {
  const fragment = document.createDocumentFragment();
  let at = from;
  for (let i = firstEndingAfter(spans, from); i < spans.length && spans[i].start < to; i++) {
    const start = Math.max(spans[i].start, at);
    const end = Math.min(spans[i].start + spans[i].length, to);
    if (end <= start) continue;
    if (start > at) fragment.append(text.slice(at, start));
    fragment.append(make("mark", { data: { match: i } }, text.slice(start, end)));
    at = end;
  }
  if (at < to) fragment.append(text.slice(at, to));
  return fragment;
}

/** The spans of one field in passages, in the field's own positions, ascending and disjoint. */
export function spansOfField(passages, field) {
  const spans = passages
    .filter(passage => passage.field === field)
    .flatMap(passage => passage.matches.map(match => ({ start: passage.offset + match.start, length: match.length })))
    .sort((a, b) => a.start - b.start);
  const merged = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last && span.start < last.start + last.length)
      last.length = Math.max(last.length, span.start + span.length - last.start);
    else
      merged.push(span);
  }
  return merged;
}

const entities = { amp: "&", lt: "<", gt: ">", quot: "\"", apos: "'" };
const token = /<mark>|<\/mark>|&(?:(amp|lt|gt|quot|apos)|#([0-9]+)|#[xX]([0-9a-fA-F]+));/g;

/** The text and the spans that the interface wrote as escaped HTML. Only read, never parsed as HTML. */
export function readMarked(html) {
  const pieces = [];
  const spans = [];
  let length = 0;
  let start = 0;
  let at = 0;
  const add = piece => {
    pieces.push(piece);
    length += piece.length;
  };
  for (const found of html.matchAll(token)) {
    if (found.index > at) add(html.slice(at, found.index));
    at = found.index + found[0].length;
    if (found[0] === "<mark>") start = length;
    else if (found[0] === "</mark>") spans.push({ start, length: length - start });
    else if (found[1]) add(entities[found[1]]);
    else add(String.fromCodePoint(found[2] ? parseInt(found[2], 10) : parseInt(found[3], 16)));
  }
  add(html.slice(at));
  return { text: pieces.join(""), spans };
}

// The spans are many in a long article, and every paragraph asks.
function firstEndingAfter(spans, position) {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle].start + spans[middle].length <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}
