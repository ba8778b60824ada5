/* Modal windows: the browser's own <dialog>, which keeps the focus inside and closes at Esc. The focus
   goes back to where it was. */

import { h, iconButton } from "./dom.js";

let counter = 0;

/* Open a window; `title` is a key of words.js. Resolves with what `close` was given. */
export function open(title, body, { wide = false, buttons = [] } = {}) {
  const before = document.activeElement;
  const id = `dialog-${++counter}`;
  const dialog = h(wide ? "dialog.wide" : "dialog", { "aria-labelledby": id });
  const close = (value) => dialog.close(value ?? "");
  dialog.append(
    h("header", {}, h("h2", { id, t: title }), iconButton("close", "close", () => close())),
    h("div.dialog-body", {}, ...body),
  );
  if (buttons.length) {
    dialog.append(h("footer", {}, buttons.map((button) => made(button, close))));
  }
  dialog.addEventListener("click", (event) => event.target === dialog && close());
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (document.activeElement === document.body && before?.isConnected) before.focus();
      resolve(dialog.returnValue);
    });
  });
}

function made({ key, value, classes = "" }, close) {
  return h(`button${classes}`, { t: key, on: { click: () => close(value) } });
}

export async function confirmed(title, text, yes) {
  const answer = await open(title, [h("p", { text })], {
    buttons: [{ key: "cancel", value: "" }, { key: yes, value: "yes", classes: ".danger" }],
  });
  return answer === "yes";
}

export const isOpen = () => document.querySelector("dialog[open]") !== null;
