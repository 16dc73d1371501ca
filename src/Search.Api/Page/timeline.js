// The articles over time. A bar is pressed for its period, or several are brushed; the date fields do the same with the keyboard.

import { byId, make } from "./dom.js";
import { number } from "./words.js";

// So many bars are as thin as a line can be.
const maxBars = 400;

let bars = [];
let brushed = null;

/** Connects the timeline. `change(part)` searches with a part of the state changed. */
export function startTimeline(change) {
  const timeline = byId("timeline");
  timeline.addEventListener("pointerdown", event => {
    if (event.button !== 0 || bars.length === 0) return;
    const at = barAt(event);
    brushed = { from: at, to: at };
    timeline.setPointerCapture(event.pointerId);
    paint();
  });
  timeline.addEventListener("pointermove", event => {
    if (!brushed) return;
    brushed.to = barAt(event);
    paint();
  });
  timeline.addEventListener("pointerup", () => {
    if (!brushed) return;
    const [first, last] = [brushed.from, brushed.to].sort((a, b) => a - b);
    brushed = null;
    change({ after: bars[first].name, before: bars[last].name });
  });
  timeline.addEventListener("pointercancel", () => {
    brushed = null;
    paint();
  });
}

/** Shows the histogram of a reply, the periods without articles too; nothing when there are fewer than two periods. */
export function showTimeline(state, histogram) {
  brushed = null;
  const periods = histogram?.periods ?? [];
  const timeline = byId("timeline");
  bars = periods.length > 1 ? withGaps(periods, histogram.interval) : [];
  timeline.hidden = bars.length === 0;
  if (timeline.hidden) return;

  const most = Math.max(...bars.map(bar => bar.count));
  for (const bar of bars) {
    const column = make("div");
    column.style.height = `${100 * bar.count / most}%`;
    bar.element = make("div", { class: bar.count ? "bar some" : "bar", title: `${bar.name}: ${bar.count}` }, column);
    bar.chosen = isChosen(bar.name, state);
  }
  const busiest = bars.find(bar => bar.count === most);
  timeline.setAttribute("aria-label",
    `Articles over time, ${bars[0].name} to ${bars.at(-1).name}; most in ${busiest.name}: ${most}. The fields From and To choose a part of it.`);
  timeline.replaceChildren(
    make("div", { class: "bars" }, ...bars.map(bar => bar.element)),
    make("div", { class: "ends" }, make("span", {}, bars[0].name), make("span", { class: "range" }), make("span", {}, bars.at(-1).name)));
  paint();
}

function barAt(event) {
  const { left, width } = byId("timeline").getBoundingClientRect();
  return Math.min(bars.length - 1, Math.max(0, Math.floor((event.clientX - left) / width * bars.length)));
}

function paint() {
  bars.forEach((bar, i) => {
    const chosen = brushed ? i >= Math.min(brushed.from, brushed.to) && i <= Math.max(brushed.from, brushed.to) : bar.chosen;
    bar.element.classList.toggle("chosen", chosen);
  });
  const range = byId("timeline").querySelector(".range");
  if (range) range.textContent = brushed ? rangeInWords(...[brushed.from, brushed.to].sort((a, b) => a - b)) : "";
}

function rangeInWords(first, last) {
  const count = bars.slice(first, last + 1).reduce((sum, bar) => sum + bar.count, 0);
  return `${first === last ? bars[first].name : `${bars[first].name} to ${bars[last].name}`}: ${number(count)}`;
}

// Whether a period overlaps the dates of a state; none does when there are none.
function isChosen(name, { after, before }) {
  if (!after && !before) return false;
  const overlap = date => Math.min(date.length, name.length);
  return (!after || name.slice(0, overlap(after)) >= after.slice(0, overlap(after)))
    && (!before || name.slice(0, overlap(before)) <= before.slice(0, overlap(before)));
}

function withGaps(periods, interval) {
  const { indexOf, nameOf } = units[interval];
  const counts = new Map(periods.map(({ value, count }) => [indexOf(value), count]));
  const first = indexOf(periods[0].value);
  const length = indexOf(periods.at(-1).value) - first + 1;
  return length > maxBars ? [] : Array.from({ length }, (_, i) => ({ name: nameOf(first + i), count: counts.get(first + i) ?? 0 }));
}

const pad = (number, digits) => String(number).padStart(digits, "0");
const day = 86_400_000;

const units = {
  year: { indexOf: Number, nameOf: year => pad(year, 4) },
  month: {
    indexOf: name => Number(name.slice(0, 4)) * 12 + Number(name.slice(5)) - 1,
    nameOf: month => `${pad(Math.floor(month / 12), 4)}-${pad(month % 12 + 1, 2)}`,
  },
  day: { indexOf: name => Date.parse(name) / day, nameOf: index => new Date(index * day).toISOString().slice(0, 10) },
};
