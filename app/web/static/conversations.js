/* The list of conversations in the sidebar: open, delete after asking. The list is the service's; a
   conversation's address is `#/c/ID`. */

import * as api from "./api.js";
import { $, empty, h, iconButton } from "./dom.js";
import { confirmed } from "./dialogs.js";
import { word } from "./language.js";
import { failed } from "./notice.js";
import { conversation } from "./talk.js";
import { plain, visible } from "./visible.js";

export async function list() {
  try {
    const answer = await api.get("/api/conversations");
    const lines = Array.isArray(answer) ? answer : answer.conversations;
    show(lines);
  } catch (problem) {
    failed(problem);
  }
}

function show(lines) {
  const place = $("conversations");
  if (!lines.length) empty(place, h("li.nothing", { t: "no_conversations" }));
  else empty(place, lines.map(line));
  current();
}

function line({ id, title }) {
  const href = `#/c/${encodeURIComponent(id)}`;
  const name = title ? visible(title) : h("em", { t: "untitled" });
  const link = h("a", { href, data: { id }, title: plain(title) || null }, name);
  const gone = iconButton("trash", "delete_conversation", () => remove(id, title), "quiet.small");
  gone.setAttribute("aria-label", word("delete_conversation", { title: plain(title) || word("untitled") }));
  gone.title = word("delete");
  return h("li", {}, link, gone);
}

/* Mark the one that is open. */
export function current() {
  for (const link of $("conversations").querySelectorAll("a")) {
    if (link.dataset.id === conversation()) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

async function remove(id, title) {
  if (!(await confirmed("delete_title", word("delete_text", { title: plain(title) || word("untitled") }), "delete"))) return;
  try {
    await api.remove(`/api/conversations/${encodeURIComponent(id)}`);
  } catch (problem) {
    failed(problem);
    return;
  }
  if (conversation() === id) location.hash = "";
  await list();
  ($("conversations").querySelector("a") ?? $("new")).focus();
}
