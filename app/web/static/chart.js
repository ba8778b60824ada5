/* Answers by lane and day: stacked bars in SVG, with a table beside for who reads rather than looks.

   Lanes differ by pattern as well as by colour. */

import { h } from "./dom.js";
import { word } from "./language.js";
import { table } from "./tables.js";

const SVG = "http://www.w3.org/2000/svg";
const LANES = ["local", "cloud", "held", "abstained"];
const [HEIGHT, STEP, BAR, LEFT, TOP, BOTTOM] = [180, 34, 22, 34, 8, 24];

export function lanesOverTime(days) {
  if (!days.length) return h("p.state", { t: "nothing" });
  const lanes = LANES.filter((lane) => lane !== "held" || days.some((day) => day.held));
  const place = h("div.chart-scroll", { tabindex: "0", role: "region", tLabel: "lanes_title" }, bars(days));
  requestAnimationFrame(() => requestAnimationFrame(() => (place.scrollLeft = place.scrollWidth)));
  return h("div.lanes-over-time", {},
    h("figure.chart", {}, legend(lanes), place),
    table([...days].reverse(), ["day", ...lanes], "lanes_title"));
}

const NAMES = { local: "lane_local", cloud: "lane_cloud", held: "held", abstained: "abstained" };

function legend(lanes) {
  return h("figcaption", {}, lanes.map((lane) =>
    h("span.key", {}, swatch(lane), h("span", { t: NAMES[lane] }))));
}

function swatch(lane) {
  const svg = element("svg", { viewBox: "0 0 12 12", class: "swatch", "aria-hidden": "true" });
  svg.append(element("rect", { width: 12, height: 12, rx: 2, class: `bar-${lane}` }));
  return svg;
}

function bars(days) {
  const most = Math.max(1, ...days.map((day) => LANES.reduce((sum, lane) => sum + (day[lane] ?? 0), 0)));
  const step = nice(most);
  const top = Math.ceil(most / step) * step;
  const [width, height] = [LEFT + days.length * STEP, TOP + HEIGHT + BOTTOM];
  const svg = element("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img" });
  svg.setAttribute("aria-label", `${word("lanes_title")}: ${days[0].day} – ${days.at(-1).day}`);
  for (let value = 0; value <= top; value += step) svg.append(...grid(value, top, width));
  const each = Math.ceil(days.length / 31);
  days.forEach((day, at) => svg.append(...column(day, at, top, at % each === 0 && (days.length < 8 || at % 3 === 0))));
  return svg;
}

function grid(value, top, width) {
  const y = TOP + HEIGHT - (value / top) * HEIGHT;
  const line = element("line", { x1: LEFT, x2: width, y1: y, y2: y, class: value ? "grid" : "axis" });
  const text = element("text", { x: LEFT - 6, y: y + 4, "text-anchor": "end" });
  text.textContent = String(value);
  return [line, text];
}

function column(day, at, top, dated) {
  const x = LEFT + at * STEP + (STEP - BAR) / 2;
  let y = TOP + HEIGHT;
  const made = LANES.filter((lane) => day[lane]).map((lane) => {
    const height = (day[lane] / top) * HEIGHT;
    y -= height;
    const bar = element("rect", { x, y, width: BAR, height: Math.max(1, height - 1), class: `bar-${lane}` });
    bar.append(element("title", {}));
    bar.firstChild.textContent = `${day.day}: ${day[lane]}`;
    return bar;
  });
  if (dated) {
    const text = element("text", { x: x + BAR / 2, y: TOP + HEIGHT + 17, "text-anchor": "middle" });
    text.textContent = day.day.slice(5).split("-").reverse().join(".");
    made.push(text);
  }
  return made;
}

function nice(most) {
  const power = 10 ** Math.floor(Math.log10(most / 4 || 1));
  return Math.max(1, [1, 2, 5, 10].map((step) => step * power).find((step) => most / step <= 5));
}

function element(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
