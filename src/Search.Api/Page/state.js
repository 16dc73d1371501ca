// What is searched, and its form in the address of the page. The names are those of GET /v1/search.

export const pageSize = 10;

/** The interface skips at most 10,000 hits. */
export const lastPage = 10_000 / pageSize + 1;

const sorts = ["relevance", "newest", "oldest"];

export const nothing = Object.freeze({
  q: "", match: "any", sort: "relevance", after: "", before: "", sources: [], authors: [], collapse: false, page: 1, article: null, saved: false,
});

/** The state that an address's query string holds; what is missing or senseless is the default. */
export function read(queryString) {
  const values = new URLSearchParams(queryString);
  const page = Number(values.get("page"));
  return {
    q: values.get("q") ?? "",
    match: values.get("match") === "all" ? "all" : "any",
    sort: sorts.includes(values.get("sort")) ? values.get("sort") : "relevance",
    after: values.get("after") ?? "",
    before: values.get("before") ?? "",
    sources: unique(values.getAll("source")),
    authors: unique(values.getAll("author")),
    collapse: values.get("collapse") === "true",
    page: Number.isInteger(page) && page >= 1 && page <= lastPage ? page : 1,
    article: values.get("article") || null,
    saved: values.get("saved") === "true",
  };
}

/** The address of a state, relative to the page. */
export function address(state) {
  if (state.saved) return "?saved=true";
  const values = filters(state);
  if (state.page > 1) values.set("page", state.page);
  if (state.article) values.set("article", state.article);
  const text = values.toString();
  return text ? `?${text}` : "./";
}

/** What identifies the list of hits of a state: two states with the same one show the same list. */
export const listOf = state => address({ ...state, article: null });

/** The query string for GET /v1/search. */
export function request(state) {
  const values = filters(state);
  values.set("size", pageSize);
  for (const field of ["source", "author"]) values.append("facet", field);
  values.set("histogram", "auto");
  if (state.page > 1) values.set("from", (state.page - 1) * pageSize);
  return values.toString();
}

/** The query string for the explanation of one hit: its place on the page of a state, from 0. */
export function explanationRequest(state, place) {
  const values = filters(state);
  values.set("from", (state.page - 1) * pageSize + place);
  values.set("size", 1);
  values.set("highlight", false);
  values.set("explain", true);
  return values.toString();
}

/** The query string for all that a state finds, as a file. */
export function exportRequest(state, format) {
  const values = filters({ ...state, collapse: false });
  values.set("format", format);
  return values.toString();
}

/** What is saved of a state: what it finds, and not how that is shown. */
export const toAlert = ({ q, match, after, before, sources, authors }) =>
  ({ q, match, ...(after ? { after } : {}), ...(before ? { before } : {}), source: sources, author: authors });

/** The state that shows what a saved search finds; null where the page has no control for a part of it. */
export const fromAlert = ({ q, match, after, before, source, author, filter }) =>
  filter.length > 0 ? null : { ...nothing, q, match, after: after ?? "", before: before ?? "", sources: source, authors: author };

/** Whether there is nothing to search for, so that the page introduces itself instead. */
export const isLanding = state =>
  !state.saved && !state.q.trim() && !hasFilters(state) && state.sort === "relevance";

export const hasFilters = state =>
  Boolean(state.after || state.before || state.sources.length || state.authors.length);

function filters(state) {
  const values = new URLSearchParams();
  if (state.q) values.set("q", state.q);
  if (state.match !== "any") values.set("match", state.match);
  if (state.sort !== "relevance") values.set("sort", state.sort);
  if (state.after) values.set("after", state.after);
  if (state.before) values.set("before", state.before);
  for (const source of state.sources) values.append("source", source);
  for (const author of state.authors) values.append("author", author);
  if (state.collapse) values.set("collapse", "true");
  return values;
}

const unique = values => [...new Set(values.filter(value => value !== ""))];
