/* Tables of what the service reports: columns by their keys, numbers to the right, nothing hidden. */

import { h } from "./dom.js";
import { exactly, known, number } from "./language.js";
import { visible } from "./visible.js";

const MOMENTS = new Set(["time", "first", "created", "last_run", "last", "touched"]);

/* A table of objects. `columns`: keys in order; without them every key that occurs. */
export function table(rows, columns = keysOf(rows), caption = null) {
  if (!rows.length) return h("p.state", { t: "nothing" });
  const head = columns.map((key) => h(numeric(rows, key) ? "th.number" : "th", { scope: "col", ...title(key) }));
  const body = rows.map((row) => h("tr", {}, columns.map((key) => cell(row[key], key))));
  return h("div.table", { tabindex: "0", role: "region", tLabel: caption ?? "table" },
    h("table", {}, caption ? h("caption", { t: caption }) : null,
      h("thead", {}, h("tr", {}, head)), h("tbody", {}, body)));
}

const title = (key) => (known(`col_${key}`) ? { t: `col_${key}` } : { text: key.replace(/_/g, " ") });

function keysOf(rows) {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

const numeric = (rows, key) => rows.some((row) => typeof row[key] === "number");

function cell(value, key) {
  if (typeof value === "number") return h("td.number", { text: number(value, key === "cost" ? 4 : 2) });
  return h(key === "day" || MOMENTS.has(key) ? "td.whole" : "td", {}, shown(value, key));
}

/* Any value of JSON, for people. */
export function shown(value, key = "") {
  if (value === null || value === undefined || value === "") return [h("span.faint", { text: "–" })];
  if (typeof value === "boolean") return [h("span", { t: value ? "yes" : "no" })];
  if (typeof value === "number") return [number(value, 4)];
  if (MOMENTS.has(key)) return [h("time", { datetime: value, title: value, text: exactly(String(value)) })];
  if (Array.isArray(value)) return visible(value.map((one) => flat(one)).join(", "));
  if (key === "lane" || value === "local" || value === "cloud") return [laneName(value)];
  if (known(`${key}_${value}`)) return [h("span", { t: `${key}_${value}` })];
  return visible(flat(value));
}

const flat = (value) => (typeof value === "object" ? JSON.stringify(value) : String(value));

function laneName(value) {
  if (value !== "local" && value !== "cloud") {
    return h("span", known(value) ? { t: value } : { text: String(value) });
  }
  return h(`span.lane-dot.lane-${value}`, {}, h("span", { t: `lane_${value}` }));
}

/* Pairs of a flat object. */
export function pairs(object) {
  return h("dl.pairs", {}, Object.entries(object).map(([key, value]) =>
    h("div", {}, h("dt", title(key)), h("dd", {}, shown(value, key)))));
}

/* The list inside an answer, under this name or as the answer itself. */
export function listOf(answer, name) {
  const list = Array.isArray(answer) ? answer : answer?.[name];
  return Array.isArray(list) ? list : [];
}

