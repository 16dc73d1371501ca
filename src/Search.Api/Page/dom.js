// Elements are made of text and attributes alone; nothing on this page is parsed as HTML.

/** The element of the page with this id. */
export const byId = id => document.getElementById(id);

/**
 * A new element. A property whose value is null or false is left out; `on` holds listeners, `data` the dataset.
 * Children are nodes or strings; a string becomes text.
 */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [type, listener] of Object.entries(value)) element.addEventListener(type, listener);
    else if (name === "data") Object.assign(element.dataset, value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

/** A link within the page: a real address, so that it can be copied and opened elsewhere; a plain click stays here. */
export function link(href, properties, go, ...children) {
  const anchor = make("a", { href, ...properties }, ...children);
  anchor.addEventListener("click", event => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go();
  });
  return anchor;
}

/** Sets the children of an element, and gives the focus back to what had it there, told by its `data-key`. */
export function replace(element, ...children) {
  const key = element.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  element.replaceChildren(...children);
  if (key === undefined) return;
  for (const candidate of element.querySelectorAll("[data-key]")) {
    if (candidate.dataset.key === key) {
      candidate.focus({ preventScroll: true });
      return;
    }
  }
}
