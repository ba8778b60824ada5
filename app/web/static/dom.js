/* Building the page: `h` makes elements, and text only ever becomes text nodes.

   Invariant: no string is parsed as HTML anywhere in this bundle. A word of ours is named by its key
   (`t`, `tLabel`, `tPlaceholder`), so that the language can change while an answer streams. */

import { say, sayLabel, sayPlaceholder } from "./language.js";
import { icon } from "./icons.js";

/* h("button.quiet.small", { t: "copy_code", on: { click } }, child, "text") */
export function h(selector, options = {}, ...children) {
  const [tag, ...classes] = selector.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  if (tag === "button") element.type = "button";
  for (const [name, value] of Object.entries(options)) set(element, name, value, options);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

function set(element, name, value, options) {
  if (value === null || value === undefined || value === false) return;
  if (name === "on") {
    for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
  } else if (name === "data") Object.assign(element.dataset, value);
  else if (name === "t") say(element, value, options.with);
  else if (name === "tLabel") sayLabel(element, value, options.with);
  else if (name === "tPlaceholder") sayPlaceholder(element, value);
  else if (name === "icon") element.append(icon(value));
  else if (name === "text") element.append(value);
  else if (name !== "with") element.setAttribute(name, value === true ? "" : value);
}

export function empty(element, ...children) {
  element.replaceChildren(...children.flat().filter(Boolean));
  return element;
}

export const $ = (id) => document.getElementById(id);

/* A button that shows an icon alone and says its name to who cannot see it. */
export function iconButton(name, label, click, classes = "quiet") {
  return h(`button.icon.${classes}`, { tLabel: label, icon: name, on: { click } });
}
