/* The page: puts its parts together and follows the address (`#/`, `#/c/ID`, `#/oversight/TAB`,
   `#ask=QUESTION`, which writes a question into the box and sends nothing). */

import * as api from "./api.js";
import { asked, taken } from "./asked.js";
import { $, h } from "./dom.js";
import * as conversations from "./conversations.js";
import * as keys from "./keys.js";
import { language, retell, use } from "./language.js";
import { failed } from "./notice.js";
import { closePassage } from "./passage.js";
import * as talk from "./talk.js";
import * as theme from "./theme.js";
import { showOversight } from "./oversight.js";

const question = $("question");
let admin = false;

function submit(event) {
  event?.preventDefault();
  const text = question.value.trim();
  if (!text) return;
  question.value = "";
  grow();
  talk.ask(text);
}

function grow() {
  question.style.height = "auto";
  question.style.height = `${Math.min(question.scrollHeight + 2, innerHeight * 0.4)}px`;
}

/* Of a link from elsewhere: whoever reads it sends the question, or does not. */
function written() {
  if (!asked()) return;
  let text = "";
  try {
    text = decodeURIComponent(location.hash.slice("#ask=".length));
  } catch {
    /* not written by Hush */
  }
  history.replaceState(null, "", "#/");
  question.value = text;
  grow();
  question.focus();
}

function route() {
  written();
  const [, part, name] = location.hash.split("/");
  const over = part === "oversight" && admin;
  $("talk").hidden = over;
  $("oversight").hidden = !over;
  menu(false);
  if (over) showOversight(name);
  else if (part === "c" && name) open(decodeURIComponent(name));
  else talk.fresh();
  conversations.current();
  for (const link of document.querySelectorAll(".side-foot a")) {
    if (over) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

function open(id) {
  if (talk.conversation() !== id) talk.openConversation(id);
}

function fresh() {
  if (location.hash.length > 2) location.hash = "#/";
  else talk.fresh();
  menu(false);
  question.focus();
}

function menu(open) {
  document.body.classList.toggle("with-menu", open);
  $("menu").setAttribute("aria-expanded", String(open));
}

function close() {
  if (document.body.classList.contains("with-menu")) {
    menu(false);
    $("menu").focus();
    return true;
  }
  return closePassage() || talk.stop();
}

const switchLanguage = () => use(language() === "ru" ? "en" : "ru");

function wire() {
  $("ask").addEventListener("submit", submit);
  question.addEventListener("input", grow);
  question.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
  });
  $("stop").addEventListener("click", () => {
    talk.stop();
    question.focus();
  });
  $("new").addEventListener("click", fresh);
  $("menu").addEventListener("click", () => menu(!document.body.classList.contains("with-menu")));
  $("veil").addEventListener("click", () => menu(false));
  $("passage-close").addEventListener("click", closePassage);
  $("switch-language").addEventListener("click", switchLanguage);
  $("switch-theme").addEventListener("click", theme.toggle);
  $("help").addEventListener("click", keys.help);
  $("sign-out").addEventListener("click", signOut);
  addEventListener("hashchange", route);
  keys.listen({
    ask: () => question.focus(),
    new: fresh,
    left: () => talk.lastTurn()?.showLeft(),
    cite: (number) => talk.lastTurn()?.element.querySelector(`.source[data-number="${number}"]`)?.click(),
    theme: theme.toggle,
    language: switchLanguage,
    close,
  });
  talk.onChange(
    (id) => {
      history.replaceState(null, "", `#/c/${encodeURIComponent(id)}`);
    },
    () => conversations.list(),
  );
}

async function signOut() {
  try {
    await api.signOut();
    location.assign("/login");
  } catch (problem) {
    failed(problem);
  }
}

async function start() {
  retell();
  wire();
  try {
    const known = await api.me();
    admin = known.scopes.includes("admin");
    $("who").textContent = known.name;
    $("to-oversight").hidden = !admin;
    const waited = taken();
    if (waited && !asked()) history.replaceState(null, "", waited);
  } catch (problem) {
    failed(problem);
    return;
  }
  route();
  await conversations.list();
  document.body.append(h("span", { hidden: true, id: "ready" }));
}

start();
