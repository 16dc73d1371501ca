// Saving the search that is shown: a name, and what came of it.

import * as api from "./api.js";
import { byId, link, make } from "./dom.js";
import { keyForm } from "./messages.js";
import { isLanding, toAlert } from "./state.js";

const form = byId("save-form");
const toggle = byId("save-toggle");
const nameBox = byId("save-name");
const outcome = byId("save-outcome");
const longestName = 64;

// What the form would save, to know when another search is shown; and the name that is replaced when it is sent once more.
let shownFor = "";
let replacing = null;
let isSaving = false;

/** Connects the controls. `getState()` is what is saved, `announce(text)` tells assistive technology. */
export function startSaving(getState, announce) {
  toggle.addEventListener("click", () => {
    if (!form.hidden) return close();
    nameBox.value = nameFor(getState());
    replacing = null;
    outcome.replaceChildren();
    open(true);
    nameBox.focus();
    nameBox.select();
  });
  byId("save-cancel").addEventListener("click", close);
  form.addEventListener("keydown", event => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    close();
  });
  nameBox.addEventListener("input", () => { replacing = null; });
  form.addEventListener("submit", async event => {
    event.preventDefault();
    if (isSaving) return;
    isSaving = true;
    const saved = toAlert(getState());
    const name = nameBox.value;
    try {
      if (replacing !== name && (await api.alerts()).alerts.some(other => other.name === name)) {
        replacing = name;
        tell(make("p", { class: "notice", role: "alert" }, "There is a saved search named ", make("strong", {}, name), ". Save once more to put this one in its place."));
        return;
      }
      await api.saveAlert(name, saved);
    } catch (mistake) {
      tell(refused(mistake));
      return;
    } finally {
      isSaving = false;
    }
    open(false);
    toggle.focus();
    announce(`Saved as ${name}`);
    tell(make("p", { class: "notice" }, "Saved as ", make("strong", {}, name), ". What it finds from now on stands in ",
      link("?saved=true", {}, () => byId("to-saved").click(), "Saved searches"), "."));
  });

  function close() {
    open(false);
    outcome.replaceChildren();
    toggle.focus();
  }
}

/** Puts away what was said of another search. */
export function showSaving(state) {
  const now = JSON.stringify(toAlert(state));
  if (now === shownFor) return;
  shownFor = now;
  outcome.replaceChildren();
  open(false);
  // A list of everything is saved as well: a source's, for example.
  toggle.hidden = isLanding(state);
}

/** Why a search was not saved or removed, in words for the person at the page; a place for a key where one would help. */
export function refused(mistake) {
  const keyless = mistake.status === 401 || mistake.status === 403;
  const withKey = mistake.status === 401 || api.holdsKey();
  return make("div", { class: "notice failure", role: "alert" },
    make("p", { class: "failure-title" }, keyless ? "You may not change saved searches from here" : mistake.title ?? "Something went wrong on this page"),
    make("p", {}, keyless && withKey ? "This archive is changed with a key of the scope write, which whoever runs it gives out. It is kept until this tab is closed." : mistake.message),
    ...(keyless && withKey ? [keyForm()] : []));
}

function open(isOpen) {
  form.hidden = !isOpen;
  toggle.setAttribute("aria-expanded", String(isOpen));
}

function tell(...said) {
  outcome.replaceChildren(...said);
}

// A first name from the words of the query.
function nameFor(state) {
  const words = [state.q, ...state.sources, ...state.authors].join(" ").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return words.match(/[a-z0-9]+/g)?.join("-").slice(0, longestName).replace(/-$/, "") || "my-search";
}
