/* Something went wrong, or was done, and has no place of its own: a line at the bottom that stays until
   it is closed (failures) or passes (news). */

import { $, h, iconButton } from "./dom.js";

export function failed(problem) {
  if (problem.name === "AbortError" || problem.status === 401) return;
  const line = h("div.notice.notice-bad", { role: "alert" }, trouble(problem));
  line.append(iconButton("close", "close", () => line.remove()));
  $("notices").append(line);
}

/* The service's message, and the id that stands in its log. */
export function trouble(problem) {
  const parts = [h("span", { text: problem.message })];
  if (problem.id) parts.push(h("code.error-id", { tLabel: "error_id", with: { id: problem.id }, text: problem.id }));
  return h("span.trouble", {}, parts);
}

export function told(key, values) {
  const line = h("div.notice", { role: "status", t: key, with: values });
  $("notices").append(line);
  setTimeout(() => line.remove(), 4000);
}
