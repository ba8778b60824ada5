/* The keyboard. Single keys act only where nobody is typing, by their place on the keyboard, so that
   they are the same under a Russian layout; they can be switched off. */

import { h } from "./dom.js";
import { isOpen, open } from "./dialogs.js";
import { recall, remember } from "./store.js";

const SHOWN = [
  ["/", "key_ask"], ["N", "key_new"], ["L", "key_left"], ["1 … 9", "key_cite"],
  ["T", "key_theme"], ["R", "key_language"], ["?", "key_help"], ["Esc", "key_close"],
];

/* actions: { ask, new, left, theme, language, close, cite(number) } */
export function listen(actions) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isOpen()) return;
    if (event.key === "Escape") {
      if (actions.close()) event.preventDefault();
      return;
    }
    const typing = event.target.closest("input, textarea, select");
    if (typing || recall("keys") === "off") return;
    if (act(event, actions)) event.preventDefault();
  });
}

function act(event, actions) {
  if (event.key === "?" || (event.code === "Slash" && event.shiftKey)) help();
  else if (event.key === "/" || event.code === "Slash") actions.ask();
  else if (event.shiftKey) return false;
  else if (/^Digit[1-9]$/.test(event.code)) actions.cite(Number(event.code.at(-1)));
  else if (event.code in LETTERS) actions[LETTERS[event.code]]();
  else return false;
  return true;
}

const LETTERS = { KeyN: "new", KeyL: "left", KeyT: "theme", KeyR: "language" };

export function help() {
  const rows = SHOWN.map(([key, words]) =>
    h("tr", {}, h("td", {}, h("kbd", { text: key })), h("td", { t: words })));
  const on = h("input", { type: "checkbox", on: { change: () => remember("keys", on.checked ? null : "off") } });
  on.checked = recall("keys") !== "off";
  open("shortcuts", [
    h("p", { t: "ask_hint" }),
    h("table.keys", {}, h("tbody", {}, rows)),
    h("label.choice", {}, on, h("span", { t: "single_keys" })),
  ]);
}
