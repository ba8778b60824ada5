/* The admins' pages, as tabs: sources, lanes, costs, audit, feedback, gaps. Each tab asks the service
   when it is opened. The service decides who may see them; hiding the link is a courtesy only. */

import * as api from "./api.js";
import { $, empty, h } from "./dom.js";
import { lanesOverTime } from "./chart.js";
import { trouble } from "./notice.js";
import { sourcesTab } from "./ingest.js";
import { known, number } from "./language.js";
import { peopleTab } from "./people.js";
import { listOf, pairs, shown, table } from "./tables.js";
import { visible } from "./visible.js";

const TABS = {
  sources: sourcesTab,
  lanes: async () => [lanesOverTime(listOf(await api.get("/api/routes"), "days"))],
  costs: async () => costs(await api.get("/api/costs")),
  audit: async () => audit(listOf(await api.get("/api/audit?last=100"), "records")),
  feedback: async () => opinions(await api.get("/api/feedback")),
  gaps: async () => gaps(await api.get("/api/gaps")),
  people: peopleTab,
};
let shownTab = "";
let asked = 0;

export async function showOversight(name) {
  shownTab = name in TABS ? name : "sources";
  const mine = ++asked;
  tabs();
  const place = $("tab-panel");
  place.setAttribute("aria-labelledby", `tab-${shownTab}`);
  empty(place, h("p.state", { t: "loading" }));
  let made;
  try {
    made = await TABS[shownTab]();
  } catch (problem) {
    made = [h("p.state.state-bad", { role: "alert" }, trouble(problem))];
  }
  if (mine === asked) empty(place, made);
}

document.addEventListener("hush:language", () => {
  if (!$("oversight").hidden && shownTab !== "sources") showOversight(shownTab);
});

/* Tabs are links in a tab list: arrows move, the address keeps what is open. */
function tabs() {
  const place = $("tab-list");
  const focused = place.contains(document.activeElement);
  const names = Object.keys(TABS);
  empty(place, names.map((name) =>
    h("a", {
      id: `tab-${name}`, role: "tab", href: `#/oversight/${name}`, t: `tab_${name}`, "aria-controls": "tab-panel",
      "aria-selected": String(name === shownTab), tabindex: name === shownTab ? "0" : "-1",
    })));
  place.onkeydown = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = names.at((names.indexOf(shownTab) + step) % names.length);
    location.hash = `#/oversight/${next}`;
    $(`tab-${next}`).focus();
  };
  $(`tab-${shownTab}`).scrollIntoView({ block: "nearest", inline: "center" });
  if (focused) $(`tab-${shownTab}`).focus();
}

function costs({ lanes = [], days = [], groups = [], budget = null, group_budgets: shares = [], ...more }) {
  const { break_even: even, break_even_needs: needs = [], no_break_even: why, ...rest } = more;
  const said = Object.entries(rest).filter(([, value]) => value && JSON.stringify(value) !== "{}");
  return [
    budget ? h("section.card", {}, h("h3", { t: "budget" }), pairs(budget)) : null,
    shares.length ? table(shares, undefined, "group_budgets") : null,
    table(lanes, undefined, "by_lane"),
    days.length ? table([...days].reverse(), undefined, "by_day") : null,
    groups.length ? table(groups, undefined, "by_group") : null,
    said.length ? h("section.card", {}, pairs(Object.fromEntries(said))) : null,
    even ? h("section.card", {}, h("h3", { t: "break_even" }), pairs(even)) : null,
    why ? h("p.state", { t: `no_break_even_${why}`, with: { names: needs.join(", ") } }) : null,
  ];
}

const OPINION = ["created", "verdict", "reason", "remark", "text", "needs_human", "question", "lane", "sources", "answer"];

function opinions(answer) {
  const rows = listOf(answer, "feedback");
  return [table(rows, OPINION.filter((key) => rows.some((row) => row[key] !== undefined)))];
}

function gaps(answer) {
  const counted = (counts, key) => Object.entries(counts ?? {}).map(([name, times]) => ({ [key]: name, times }));
  const [bySource, byOwner] = [counted(answer.by_source, "source"), counted(answer.by_owner, "owner")];
  return [
    table(listOf(answer, "gaps")),
    bySource.length ? table(bySource, undefined, "by_source") : null,
    byOwner.length ? table(byOwner, undefined, "by_owner") : null,
  ];
}

const COLUMNS = ["n", "time", "event", "lane", "sensitivity", "reason", "kinds", "who", "host"];

function audit(records) {
  const said = h("span.state", { role: "status" });
  const button = h("button", { t: "verify", on: { click: () => verify(button, said) } });
  return [h("div.bar", {}, button, said), records.length ? auditTable(records) : h("p.state", { t: "nothing" })];
}

function auditTable(records) {
  const head = COLUMNS.map((key) => h("th", { scope: "col", t: `col_${key}` }));
  const rows = [...records].reverse().map((record) =>
    h("tr", {}, COLUMNS.map((key) => h(key === "n" ? "td.number" : key === "time" ? "td.whole" : "td", {}, auditCell(record, key)))));
  return h("div.table.audit", { tabindex: "0", role: "region", tLabel: "tab_audit" },
    h("table", {}, h("thead", {}, h("tr", {}, head)), h("tbody", {}, rows)));
}

function auditCell(record, key) {
  if (key === "event") {
    return record.outcome
      ? [code("event", record.event), ": ", code("ended", record.outcome)]
      : [code("event", record.event)];
  }
  if (key === "reason" && record.reason) return [code("why", record.reason)];
  if (key === "n") return [String(record.n ?? "")];
  const value = record[key];
  return value === undefined || (Array.isArray(value) && !value.length) ? [] : shown(value, key);
}

/* A code of the audit in words; the code itself, by which scripts and `hush audit` know it, on hover. */
function code(kind, value) {
  const key = `${kind}_${value}`;
  return h("span", known(key) ? { t: key, title: value } : {}, known(key) ? [] : visible(String(value)));
}

async function verify(button, said) {
  button.disabled = true;
  empty(said, h("span", { t: "loading" }));
  try {
    const { ok, records, broken } = await api.get("/api/audit/verify");
    const key = ok ? "chain_ok" : "chain_broken";
    said.className = ok ? "state state-good" : "state state-bad";
    empty(said, h("span", { t: key, with: ok ? { records: number(records) } : { broken: number(broken) } }));
  } catch (problem) {
    empty(said, trouble(problem));
  } finally {
    button.disabled = false;
  }
}
