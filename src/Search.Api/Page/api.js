// The calls of the interface that the page makes.

/** What a call failed with, in words for the person at the page. */
export class Failure extends Error {
  constructor(title, detail, status) {
    super(detail);
    this.title = title;
    this.status = status;
  }
}

const keySetting = "api-key";

/** Keeps a key for this tab and begins again with it. */
export function useKey(key) {
  sessionStorage.setItem(keySetting, key);
  location.reload();
}

export const search = (query, signal) => call(`v1/search?${query}`, { signal });

export const suggest = (query, signal) => call(`v1/suggest?${query}`, { signal });

export const article = (id, signal) => call(`v1/articles/${encodeURIComponent(id)}`, { signal });

/** The matches in the whole of a stored article. */
export const highlight = (q, id, signal) => call("v1/highlight", {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({ q, id, whole: true, passages: 100 }),
  signal,
});

export const related = (id, size, signal) => call(`v1/articles/${encodeURIComponent(id)}/related?size=${size}`, { signal });

export const index = signal => call("v1/index", { signal });

async function call(path, options) {
  const key = heldKey();
  const headers = { ...options.headers, ...(key ? { "X-Api-Key": key } : {}) };
  let reply;
  let content;
  try {
    reply = await fetch(path, { ...options, headers, credentials: "same-origin", redirect: "error" });
    content = await reply.json().catch(mistake => {
      if (mistake.name === "AbortError") throw mistake;
      return null;
    });
  } catch (mistake) {
    if (mistake.name === "AbortError") throw mistake;
    throw new Failure("The server cannot be reached", "Look whether it runs and whether you are connected, then try again.", 0);
  }
  if (reply.ok && content !== null) return content;
  const title = content?.title ?? `The server answered with the status ${reply.status}`;
  throw new Failure(title, content?.detail ?? "Try again, or ask whoever runs this server.", reply.status);
}

// A browser may refuse storage.
function heldKey() {
  try {
    return sessionStorage.getItem(keySetting);
  } catch {
    return null;
  }
}
