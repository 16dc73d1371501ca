// Why a hit is where it is: the parts of its score in words, asked for when somebody wants to know.

import * as api from "./api.js";
import { make } from "./dom.js";
import { explanationRequest } from "./state.js";

/** Adds the question to the item of a hit, where the order is one of scores. `place` is its number on the page, from 0. */
export function addWhy(item, hit, state, place) {
  if (!state.q.trim() || state.sort !== "relevance") return item;
  const answer = make("div", { class: "why-answer" });
  const question = make("details", { class: "why" }, make("summary", {}, "Why this hit"), answer);
  question.addEventListener("toggle", () => {
    if (question.open && !answer.hasChildNodes()) ask(answer, hit, state, place);
  });
  item.querySelector("article").append(question);
  return item;
}

async function ask(answer, hit, state, place) {
  answer.textContent = "…";
  try {
    const reply = await api.search(explanationRequest(state, place));
    const found = reply.hits.find(each => each.id === hit.id);
    answer.replaceChildren(...(found?.explanation
      ? [make("p", {}, `Score ${number(found.explanation.value)}, the sum of:`), listOf(found.explanation.details)]
      : [make("p", {}, "The results have changed meanwhile; search again.")]));
  } catch (mistake) {
    answer.replaceChildren(make("p", {}, `${mistake.title}. ${mistake.message}`));
  }
}

const listOf = details => make("ul", {}, ...details.map(detail => make("li", {},
  make("strong", {}, number(detail.value)), " ", make("bdi", {}, detail.description),
  ...(detail.details.length ? [listOf(detail.details)] : []))));

const number = value => value.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
