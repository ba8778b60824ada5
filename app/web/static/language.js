/* English and Russian. An element remembers the key of what it says, so `use` can change the language
   of the whole page at any moment. Words themselves are in words.js. */

import { WORDS } from "./words.js";
import { remember } from "./store.js";

export const language = () => document.documentElement.lang;

/* The words of a key; {name} is filled from `values`. An unknown key is a defect and is seen. */
export function word(key, values = {}) {
  const pair = WORDS[key];
  if (!pair) return key;
  const text = pair[language() === "ru" ? 1 : 0];
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export const known = (key) => key in WORDS;

export function say(element, key, values) {
  element.dataset.t = key;
  keep(element, values);
  element.textContent = word(key, values);
}

export function sayLabel(element, key, values) {
  element.dataset.tLabel = key;
  keep(element, values);
  element.setAttribute("aria-label", word(key, values));
  if (element.matches("button, a")) element.title = word(key, values);
}

export function sayPlaceholder(element, key) {
  element.dataset.tPlaceholder = key;
  element.placeholder = word(key);
}

/* A moment (ISO 8601) as people read it in their language. */
export function sayWhen(element, moment) {
  element.dataset.when = moment;
  element.textContent = when(moment);
}

export function when(moment) {
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return moment;
  const today = date.toDateString() === new Date().toDateString();
  const shape = moment.length > 10 && today
    ? { hour: "2-digit", minute: "2-digit" }
    : { day: "numeric", month: "short", year: "numeric" };
  return new Intl.DateTimeFormat(locale(), shape).format(date);
}

/* To the second, for records. */
export function exactly(moment) {
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return moment;
  return new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "medium" }).format(date);
}

/* The browser's own kind of the language, such as en-GB, where it has one. */
function locale() {
  return navigator.languages.find((one) => one.split("-")[0] === language()) ?? language();
}

export function number(value, digits = 0) {
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: digits }).format(value);
}

function keep(element, values) {
  if (values) element.dataset.tWith = JSON.stringify(values);
}

/* Say everything below `root` again in the present language. */
export function retell(root = document) {
  for (const element of root.querySelectorAll("[data-t]")) {
    element.textContent = word(element.dataset.t, values(element));
  }
  for (const element of root.querySelectorAll("[data-t-label]")) {
    sayLabel(element, element.dataset.tLabel, values(element));
  }
  for (const element of root.querySelectorAll("[data-t-placeholder]")) {
    sayPlaceholder(element, element.dataset.tPlaceholder);
  }
  for (const element of root.querySelectorAll("[data-when]")) {
    element.textContent = when(element.dataset.when);
  }
}

function values(element) {
  return element.dataset.tWith ? JSON.parse(element.dataset.tWith) : undefined;
}

export function use(chosen) {
  document.documentElement.lang = chosen;
  remember("language", chosen);
  document.title = word("title");
  retell();
  document.dispatchEvent(new CustomEvent("hush:language"));
}
