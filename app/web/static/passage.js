/* The side panel with one passage: where it stands, whose it is, and its text by line as it stands in
   the document. The text is shown as text; what its Markdown would do is not done. */

import * as api from "./api.js";
import { $, empty, h } from "./dom.js";
import { isWeb, outside } from "./inline.js";
import { failed } from "./notice.js";
import { isOverdue, moment } from "./sources.js";
import { visible } from "./visible.js";
import { word } from "./language.js";

let opener = null;
let asked = 0;

export async function openPassage(citation, from) {
  const panel = $("passage");
  opener = from;
  panel.hidden = false;
  document.body.classList.add("with-passage");
  show(citation, h("p.state", { t: "loading" }));
  $("passage-title").focus();
  if (!citation.id) {
    show(citation, h("p.state", { t: "passage_gone" }));
    return;
  }
  const mine = ++asked;
  try {
    const passage = await api.get(`/api/passages/${encodeURIComponent(citation.id)}`);
    if (mine === asked) show({ ...citation, ...passage }, numbered(passage));
  } catch (problem) {
    if (mine !== asked) return;
    if (problem.status === 404) {
      show(citation, h("p.state", { t: "passage_gone" }));
      return;
    }
    closePassage();
    failed(problem);
  }
}

export function closePassage() {
  const panel = $("passage");
  if (panel.hidden) return false;
  panel.hidden = true;
  asked++;
  document.body.classList.remove("with-passage");
  if (opener?.isConnected) opener.focus();
  else $("question").focus();
  return true;
}

function show(passage, body) {
  const heading = passage.heading.map((step) => h("li", {}, visible(step)));
  empty($("passage-body"),
    h("p.passage-source", {}, visible(passage.source)),
    heading.length ? h("ol.crumbs", {}, heading) : null,
    h("dl.facts", {}, rows(passage)),
    isWeb(passage.url)
      ? h("p", {}, outside(passage.url, [h("span", { t: "open_document" })]))
      : null,
    body);
}

function rows(passage) {
  const [first, last] = passage.lines;
  const review = passage.review_by ? h("span", isOverdue(passage) ? { class: "overdue" } : {}, moment(passage.review_by)) : null;
  return [
    ["lines_label", h("span", { text: `${first}–${last}` })],
    ["owner", passage.owner ? h("span", {}, visible(passage.owner)) : h("span", { t: "no_owner" })],
    ["modified", passage.modified ? moment(passage.modified) : null],
    ["review_by", review],
    ["sensitivity", passage.sensitivity ? h("span.level", { text: passage.sensitivity }) : null],
  ].filter(([, value]) => value).flatMap(([key, value]) => [h("dt", { t: key }), h("dd", {}, value)]);
}

/* Lines with their numbers in the document, where there are as many as the range says. */
function numbered({ text, lines: [first, last] }) {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
  const count = lines.length <= last - first + 1;
  const rows = lines.map((line, number) =>
    h("div.line", {},
      h("span.line-number", { "aria-hidden": "true", text: count ? String(first + number) : "" }),
      h("span.line-text", {}, visible(line || " "))));
  return h("div.lines", { role: "region", tabindex: "0", "aria-label": word("passage") }, rows);
}
