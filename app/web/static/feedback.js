/* Up and down on an answer. Up is sent at once; down first asks what was wrong, and may ask for a human. */

import * as api from "./api.js";
import { h, iconButton } from "./dom.js";
import { failed, told } from "./notice.js";

const REASONS = ["wrong", "outdated", "incomplete", "not_found", "unsafe", "other"];
let counter = 0;

/* Buttons for the answer with this id; `given` is what was said before: "up", "down" or null. */
export function voting(answer, given) {
  const place = h("div.voting");
  const up = iconButton("up", "helpful", () => send({ answer, verdict: "up" }));
  const down = iconButton("down", "not_helpful", () => ask());
  place.append(up, down);
  press(given);

  function press(verdict) {
    up.setAttribute("aria-pressed", String(verdict === "up"));
    down.setAttribute("aria-pressed", String(verdict === "down"));
  }

  async function send(body) {
    try {
      await api.post("/api/feedback", body);
    } catch (problem) {
      failed(problem);
      return false;
    }
    press(body.verdict);
    told("thanks");
    return true;
  }

  function ask() {
    const open = place.querySelector("form");
    if (open) {
      open.querySelector("input").focus();
      return;
    }
    const form = questions(async (said) => {
      if (await send({ answer, verdict: "down", ...said })) close();
    }, close);
    place.append(form);
    form.querySelector("input").focus();
    form.scrollIntoView({ block: "nearest" });
  }

  function close() {
    place.querySelector("form")?.remove();
    down.focus();
  }
  return place;
}

function questions(send, close) {
  const id = `feedback-${++counter}`;
  const choice = (reason) =>
    h("label.choice", {},
      h("input", { type: "radio", name: id, value: reason }), h("span", { t: `reason_${reason}` }));
  const text = h("textarea", { id: `${id}-text`, rows: "2", maxlength: "4000" });
  const human = h("input", { type: "checkbox" });
  const form = h("form.feedback", {},
    h("fieldset", {}, h("legend", { t: "feedback_title" }), h("div.choices", {}, REASONS.map(choice))),
    h("label", { for: `${id}-text`, t: "feedback_text" }),
    text,
    h("div.feedback-end", {},
      h("label.choice", {}, human, h("span", { t: "needs_human" })),
      h("span.spread"),
      h("button", { t: "cancel", on: { click: close } }),
      submit()));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const reason = form.querySelector(`input[name="${id}"]:checked`)?.value ?? null;
    send({ reason, text: text.value.trim(), needs_human: human.checked });
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  });
  return form;
}

function submit() {
  const button = h("button.primary", { t: "send_feedback" });
  button.type = "submit";
  return button;
}
