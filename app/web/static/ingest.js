/* Sources with the report of their last run, and looking at them again with live progress. */

import * as api from "./api.js";
import { empty, h } from "./dom.js";
import { icon } from "./icons.js";
import { announce } from "./announce.js";
import { trouble } from "./notice.js";
import { listOf, pairs, shown } from "./tables.js";
import { word } from "./language.js";
import { visible } from "./visible.js";

export async function sourcesTab() {
  const sources = listOf(await api.get("/api/sources"), "sources");
  const cards = new Map(sources.map((source) => [source.name, new Card(source)]));
  const allow = h("input", { type: "checkbox", id: "allow-delete" });
  for (const card of cards.values()) card.onRun = () => run(card.name, cards, allow.checked, card.button);
  const all = h("button.primary", { icon: "again" }, h("span", { t: "run_all" }));
  all.addEventListener("click", () => run(null, cards, allow.checked, all));
  return [
    h("div.bar", {}, all, h("label.choice", {}, allow, h("span", { t: "allow_delete" }))),
    sources.length ? null : h("p.state", { t: "nothing" }),
    ...[...cards.values()].map((card) => card.element),
  ];
}

async function run(source, cards, allowDelete, button) {
  button.disabled = true;
  const mine = source === null ? [...cards.values()] : [cards.get(source)];
  try {
    let progress = await api.post("/api/ingest", { source, allow_delete: allowDelete });
    show(progress, cards, mine);
    for await (const { event, data } of api.follow(`/api/ingest/${encodeURIComponent(progress.run)}`)) {
      if (event === "error") throw new api.Failure(data.error.message, data.error.id);
      if (event !== "progress") continue;
      progress = data;
      show(progress, cards, mine);
    }
  } catch (problem) {
    mine.forEach((card) => card.failed(trouble(problem)));
  } finally {
    button.disabled = false;
  }
}

function show(progress, cards, mine) {
  const card = cards.get(progress.source) ?? (mine.length === 1 ? mine[0] : null);
  card?.progress(progress);
}

class Card {
  constructor(source) {
    this.name = source.name;
    this.onRun = () => {};
    this.button = h("button", { icon: "again", on: { click: () => this.onRun() } }, h("span", { t: "run" }));
    this.button.setAttribute("aria-label", word("run_source", { source: source.name }));
    this.state = h("div.run");
    this.report = h("div.report");
    this.element = h("section.card", {},
      h("header", {}, h("h3", {}, visible(source.name)), this.button),
      summary(source), this.state, this.report);
  }

  progress({ state, done, total, report, problem }) {
    if (state === "failed") {
      this.failed(h("span", {}, visible(problem ?? word("run_failed"))));
      return;
    }
    this.state.className = "run";
    const bar = h("progress", { max: String(total || 1), "aria-label": word("run_source", { source: this.name }) });
    if (state !== "waiting" && total) bar.value = done;
    if (state === "done") bar.value = bar.max;
    empty(this.state, bar, h("span", { t: `run_${state}`, with: { done, total } }));
    if (state === "done") announce(`${this.name}: ${word("run_done")}`);
    if (report) empty(this.report, h("h4.small-title", { t: "report" }), reportOf(report));
  }

  failed(node) {
    this.state.className = "run state-bad";
    empty(this.state, icon("warning"), node);
  }
}

function summary(source) {
  const { name, failed = [], unlabelled = 0, unlabelled_sources: bare = [], review_overdue: overdue = [], ...rest } = source;
  return h("div", {},
    pairs(rest),
    unread(failed),
    named("unlabelled", bare, unlabelled),
    named("review_overdue", overdue, overdue.length));
}

function unread(failed) {
  if (!failed?.length) return null;
  return h("details.problems", { open: true },
    h("summary", { t: "failed_files", with: { count: failed.length } }),
    h("ul", {}, failed.map(({ source, reason }) =>
      h("li", {}, h("code", {}, visible(source)), " ", h("span", {}, visible(reason))))));
}

function named(key, names, count) {
  if (!count) return null;
  return h("details", {},
    h("summary", { t: key, with: { count } }),
    h("ul", {}, names.map((name) => h("li", {}, h("code", {}, visible(name))))));
}

function reportOf(report) {
  const { failed = [], warnings = [], name, ignored, ...rest } = report;
  return h("div", {},
    h("dl.numbers", {}, Object.entries(rest).filter(([, value]) => typeof value === "number").map(([key, value]) =>
      h("div", {}, h("dt", { t: `col_${key}` }), h("dd", {}, shown(value))))),
    unread(failed),
    warnings.length ? h("ul.warnings", {}, warnings.map((text) => h("li", { icon: "warning" }, h("span", {}, visible(text))))) : null);
}
