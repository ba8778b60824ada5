/* "What left": the original beside the exact text that left, or the plain statement that nothing did.

   Invariant: the right side is the service's `outgoing` of that very answer. The left side is the
   question as it was asked; all that stands inside is shown only where the service's explanation of it
   today gives the very same outgoing text, so that nothing false stands beside it. */

import * as api from "./api.js";
import { empty, h } from "./dom.js";
import { open } from "./dialogs.js";
import { beside, marked } from "./difference.js";
import { trouble } from "./notice.js";
import { visible } from "./visible.js";

export function whatLeft(left) {
  const body = left.lane === "cloud" && left.outgoing
    ? sent(left.outgoing, left.question, "this_left")
    : inside(left);
  return open("what_left", body, { wide: left.outgoing || left.wouldLeave || left.tried });
}

function inside({ reason, wouldLeave, tried, question }) {
  if (tried) return sent(tried, question, "tried");
  const said = [
    h("p.big", { icon: "local" }, h("span", { t: "nothing_left" })),
    h("p", { t: "nothing_left_more", with: { reason: reason.replace(/\.$/, "") } }),
  ];
  if (!wouldLeave) return said;
  return [...said, h("p", { t: "would_leave" }), h("pre.outgoing", { tabindex: "0" }, marked(wouldLeave))];
}

function sent(outgoing, question, key) {
  const place = h("div.beside-place", {},
    h("div.beside", {}, side("asked_inside", visible(question)), side("outside", marked(outgoing))));
  const whole = h("button", { t: "whole_inside", on: { click: () => compare(place, whole, question, outgoing) } });
  return [h("p", { t: key }), place, h("p", {}, whole)];
}

function side(title, nodes) {
  return h("section", {}, h("h3", { t: title }), h("pre.outgoing", { tabindex: "0" }, nodes));
}

async function compare(place, button, question, outgoing) {
  button.disabled = true;
  try {
    const explained = await api.post("/api/explain", { question });
    if (explained.outgoing !== outgoing) {
      button.replaceWith(h("span.state", { t: "whole_changed" }));
      return;
    }
    empty(place, table(explained.original, outgoing), masks(explained.masks ?? []));
    button.remove();
  } catch (problem) {
    button.disabled = false;
    button.after(trouble(problem));
  }
}

function table(original, outgoing) {
  const cell = (nodes, differs) =>
    h(nodes === null ? "td.none" : differs ? "td.differs" : "td", {}, nodes ?? []);
  const rows = beside(original, outgoing).map(([one, two, differs]) =>
    h("tr", {}, cell(one, differs), cell(two, differs)));
  return h("div.table.beside-lines", { tabindex: "0", role: "region", tLabel: "what_left" },
    h("table", {},
      h("thead", {}, h("tr", {}, h("th", { scope: "col", t: "inside" }), h("th", { scope: "col", t: "outside" }))),
      h("tbody", {}, rows)));
}

function masks(all) {
  if (!all.length) return null;
  const rows = all.map(({ original, placeholder }) =>
    h("tr", {}, h("td", {}, visible(original)), h("td", {}, h("mark.mask", { text: placeholder }))));
  return h("div.table", {},
    h("table", {},
      h("thead", {}, h("tr", {}, h("th", { scope: "col", t: "original" }), h("th", { scope: "col", t: "placeholder" }))),
      h("tbody", {}, rows)));
}
