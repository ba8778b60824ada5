/* Where a passage stands, on one line: source, heading path, lines, owner, age. */

import { h } from "./dom.js";
import { sayWhen } from "./language.js";
import { visible } from "./visible.js";

/* An item of an answer's list of sources; it opens the passage. */
export function sourceLine(citation, open) {
  const opener = h("button.source", { data: { number: String(citation.number) }, on: { click: () => open(opener) } },
    h("span.source-number", { text: String(citation.number) }),
    h("span.source-place", {},
      h("span.source-name", {}, visible(citation.source)),
      ...path(citation.heading),
      h("span.source-facts", {}, facts(citation))));
  return h("li", {}, opener);
}

export function path(heading) {
  if (!heading.length) return [];
  return [h("span.source-path", {}, visible(heading.join(" › ")))];
}

export function facts(citation) {
  const [first, last] = citation.lines;
  const parts = [
    h("span", { t: "lines", with: { first, last } }),
    citation.owner
      ? h("span", { t: "owned", with: { owner: citation.owner } })
      : h("span", { t: "no_owner" }),
  ];
  if (citation.modified) parts.push(moment(citation.modified));
  if (isOverdue(citation)) parts.push(h("span.overdue", { t: "overdue" }));
  return parts;
}

export function moment(text) {
  const time = h("time", { datetime: text });
  sayWhen(time, text);
  return time;
}

export const isOverdue = ({ review_by: by }) =>
  Boolean(by) && by < new Date().toISOString().slice(0, 10);
