// The keys that work everywhere on the page. Those of a single character can be turned off, as speech input may trigger them.

import { byId } from "./dom.js";
import { isOpen, step } from "./reader.js";

const setting = "letter-keys";

export function startKeys() {
  const box = byId(setting);
  box.checked = read() !== "off";
  box.addEventListener("change", () => write(box.checked ? "on" : "off"));

  document.addEventListener("keydown", event => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (act(event.key, event.target, box.checked)) event.preventDefault();
  });
}

// True when the key was for the page.
function act(key, target, letters) {
  const writing = target.matches("input:not([type=checkbox], [type=radio]), textarea, select");
  if (isOpen()) return letters && !writing && walkMatches(key);
  if (target === byId("query")) return key === "ArrowDown" && walkHits(1);
  if (writing) return false;
  if (letters && key === "/") {
    byId("query").focus();
    byId("query").select();
    return true;
  }
  const onHit = target.closest("#hits") !== null;
  if ((onHit && key === "ArrowDown") || (letters && key === "j")) return walkHits(1);
  if ((onHit && key === "ArrowUp") || (letters && key === "k")) return walkHits(-1);
  return false;
}

function walkMatches(key) {
  if (key !== "n" && key !== "p") return false;
  step(key === "n" ? 1 : -1);
  return true;
}

function walkHits(direction) {
  const titles = [...document.querySelectorAll("#hits .title")];
  if (titles.length === 0) return false;
  const current = titles.indexOf(document.activeElement?.closest("#hits > li")?.querySelector(".title"));
  const next = current + direction;
  if (current === 0 && direction < 0) byId("query").focus();
  else titles[Math.min(Math.max(next, 0), titles.length - 1)].focus();
  document.activeElement.closest("#hits > li")?.scrollIntoView({ block: "nearest" });
  return true;
}

// A browser may refuse storage; then the setting lasts as long as the page.
function read() {
  try {
    return localStorage.getItem(setting);
  } catch {
    return null;
  }
}

function write(value) {
  try {
    localStorage.setItem(setting, value);
  } catch {
    // Nothing is lost but the memory of it.
  }
}
