/* Other people's conversations, for admins: who has some, which, what was said, and deleting one. The
   service notes each look in the audit and leaves out what this admin may not read; all text is shown as
   text. */

import * as api from "./api.js";
import { confirmed } from "./dialogs.js";
import { empty, h } from "./dom.js";
import { exactly, word } from "./language.js";
import { trouble } from "./notice.js";
import { listOf } from "./tables.js";
import { visible } from "./visible.js";

export async function peopleTab() {
  const people = listOf(await api.get("/api/people"), "people");
  const place = h("div");
  const note = h("p.state", { t: "people_note" });
  if (!people.length) return [note, h("p.state", { t: "nothing" })];
  const lines = people.map((one) => h("li", {},
    h("button", { on: { click: () => shown(place, () => ofPerson(place, one.who)) } }, visible(one.name || one.who)),
    h("span.faint", { text: ` ${one.conversations} · ${exactly(one.touched)}` })));
  return [note, h("ul", {}, lines), place];
}

async function shown(place, make) {
  empty(place, h("p.state", { t: "loading" }));
  try {
    empty(place, await make());
  } catch (problem) {
    empty(place, h("p.state.state-bad", { role: "alert" }, trouble(problem)));
  }
}

async function ofPerson(place, who) {
  const path = `/api/people/conversations?who=${encodeURIComponent(who)}`;
  const lines = listOf(await api.get(path), "conversations");
  return [h("ul", {}, lines.map(({ id, title, touched }) => h("li", {},
    h("button", { on: { click: () => shown(place, () => whole(place, who, id)) } },
      title ? visible(title) : h("em", { t: "untitled" })),
    h("span.faint", { text: ` ${exactly(touched)}` }))))];
}

async function whole(place, who, id) {
  const path = `/api/people/conversations/${encodeURIComponent(id)}`;
  const { turns } = await api.get(path);
  const gone = h("button.small", { t: "delete", on: { click: async () => {
    if (!(await confirmed("delete_title", word("delete_text", { title: id }), "delete"))) return;
    await shown(place, async () => {
      await api.remove(path);
      return ofPerson(place, who);
    });
  } } });
  const said = turns.map((turn) => h("section.card", {}, h("h3", {}, visible(turn.question)), h("p", {}, visible(turn.text))));
  return [gone, ...(said.length ? said : [h("p.state", { t: "nothing" })])];
}
