// Dates and numbers as people write them.

const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const month = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });
const moment = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });
const whole = new Intl.NumberFormat("en");

const partial = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

export const number = value => whole.format(value);

/** `2022`, `2022-05`, `2022-05-17` or a timestamp, in words and no more precise than it is. */
export function dateInWords(date) {
  const time = Date.parse(date);
  if (Number.isNaN(time)) return date;
  const parts = partial.exec(date);
  if (!parts) return `${moment.format(time)} UTC`;
  if (parts[3]) return day.format(time);
  return parts[2] ? month.format(time) : parts[1];
}

/** Whether the text is a year, a month or a day that exists. */
export function isPartialDate(text) {
  const parts = partial.exec(text);
  if (!parts || parts[1] === "0000") return false;
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

export function totalInWords(total) {
  if (total.value === 0) return "No article matches";
  const count = total.value === 1 ? "1 article" : `${number(total.value)} articles`;
  return total.relation === "exact" ? count : `At least ${count}`;
}

export function timeInWords(milliseconds) {
  if (milliseconds >= 1000) return `in ${(milliseconds / 1000).toFixed(1)} s`;
  return `in ${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`;
}
