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

/** The saved searches. */
export const alerts = signal => call("v1/alerts", { signal });

/** Saves a search, or replaces the one of its name. */
export const saveAlert = (name, search) => call(alertPath(name), {
  method: "PUT",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(search),
});

export const removeAlert = name => call(alertPath(name), { method: "DELETE" });

/** What a saved search found behind a number. */
export const matches = (name, after, size, signal) => call(`${alertPath(name)}/matches?after=${after}&size=${size}`, { signal });

/** What a saved search finds behind a number, as it comes: the server's events, each { event, id, data }. */
export async function* events(name, after, signal) {
  const reply = await ask(`${alertPath(name)}/events?after=${after}`, { signal });
  if (!reply.ok) throw await refusal(reply);
  let text = "";
  // A stream of the browser's own kind for this, EventSource, cannot send a key.
  for await (const piece of piecesOf(reply.body.pipeThrough(new TextDecoderStream()))) {
    const blocks = (text + piece).split("\n\n");
    text = blocks.pop();
    for (const block of blocks) {
      const fields = Object.fromEntries(block.split("\n").map(line => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trimStart()]));
      if (fields.event) yield fields;
    }
  }
}

/** The address of a feed of a saved search. */
export const feedPath = (name, format) => `${alertPath(name)}/feed?format=${format}`;

/** Fetches a file with the key that is held, and hands it to the browser to keep. */
export async function download(path, fileName) {
  const reply = await ask(path, {});
  if (!reply.ok) throw await refusal(reply);
  const address = URL.createObjectURL(await reply.blob());
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = fileName;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Whether calls are made with a key, which a plain link cannot carry. */
export const holdsKey = () => Boolean(heldKey());

const alertPath = name => `v1/alerts/${encodeURIComponent(name)}`;

async function call(path, options) {
  const reply = await ask(path, options);
  if (!reply.ok) throw await refusal(reply);
  if (reply.status === 204) return null;
  try {
    return await reply.json();
  } catch (mistake) {
    if (mistake.name === "AbortError") throw mistake;
    throw new Failure("The reply cannot be read", "Try again, or ask whoever runs this server.", reply.status);
  }
}

async function ask(path, options) {
  const key = heldKey();
  const headers = { ...options.headers, ...(key ? { "X-Api-Key": key } : {}) };
  try {
    return await fetch(path, { ...options, headers, credentials: "same-origin", redirect: "error" });
  } catch (mistake) {
    if (mistake.name === "AbortError") throw mistake;
    throw new Failure("The server cannot be reached", "Look whether it runs and whether you are connected, then try again.", 0);
  }
}

async function refusal(reply) {
  const content = await reply.json().catch(() => null);
  const title = content?.title ?? `The server answered with the status ${reply.status}`;
  return new Failure(title, content?.detail ?? "Try again, or ask whoever runs this server.", reply.status);
}

// Not every browser walks a stream by itself.
async function* piecesOf(stream) {
  const reader = stream.getReader();
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) yield piece.value;
  } finally {
    reader.cancel().catch(() => {});
  }
}

// A browser may refuse storage.
function heldKey() {
  try {
    return sessionStorage.getItem(keySetting);
  } catch {
    return null;
  }
}
