/* The conversation on the page: its turns, and the one question that is being answered.

   Invariant: one answer streams at a time; whatever ends it (done, error, Stop, leaving the
   conversation) closes its request. */

import * as api from "./api.js";
import { $, empty, h } from "./dom.js";
import { announce } from "./announce.js";
import { word } from "./language.js";
import { failed } from "./notice.js";
import { Turn } from "./turn.js";
import { closePassage } from "./passage.js";

const state = { conversation: null, turns: [], running: null, began: () => {}, ended: () => {} };

export const lastTurn = () => state.turns.at(-1);
export const conversation = () => state.conversation;

/* began(id): a new conversation has an id now; ended(): an answer is there, or broke off. */
export function onChange(began, ended) {
  state.began = began;
  state.ended = ended;
}

export function stop() {
  if (!state.running) return false;
  state.running.abort();
  return true;
}

export function fresh() {
  leave();
  empty($("turns"), welcome());
}

function leave() {
  stop();
  state.running = null;
  state.conversation = null;
  state.turns = [];
  closePassage();
}

function welcome() {
  return h("div.welcome", {}, h("h1", { t: "welcome" }), h("p", { t: "welcome_more" }));
}

export async function openConversation(id) {
  leave();
  state.conversation = id;
  empty($("turns"), h("p.state", { t: "loading" }));
  try {
    const kept = await api.get(`/api/conversations/${encodeURIComponent(id)}`);
    if (state.conversation !== id) return;
    empty($("turns"));
    for (const turn of kept.turns) add(turn.question).kept(turn);
    $("talk").scrollTop = $("talk").scrollHeight;
  } catch (problem) {
    if (state.conversation !== id) return;
    location.hash = "";
    failed(problem);
  }
}

function add(question) {
  if (!state.turns.length) empty($("turns"));
  const turn = new Turn(question, ask);
  state.turns.push(turn);
  $("turns").append(turn.element);
  return turn;
}

export async function ask(question) {
  stop();
  const running = new AbortController();
  state.running = running;
  busy(true);
  const turn = add(question);
  turn.following = true;
  turn.follow();
  announce(word("looking"));
  try {
    await follow(turn, question, running.signal);
  } catch (problem) {
    if (running.signal.aborted) turn.stopped();
    else turn.failed(problem instanceof api.Failure ? problem : new api.Failure(word("cut")));
  } finally {
    if (state.running === running) {
      state.running = null;
      busy(false);
    } else if (!state.running) busy(false);
    state.ended();
  }
}

async function follow(turn, question, signal) {
  for await (const { event, data } of api.ask(question, state.conversation, signal)) {
    if (event === "passages") began(data, signal);
    if (event === "error") throw new api.Failure(data.error.message, data.error.id);
    const method = EVENTS[event];
    if (method) turn[method](data);
    if (event === "done") return;
  }
  throw new api.Failure(word("cut"));
}

const EVENTS = {
  passages: "passages", queue: "queue", route: "routed", token: "token", restart: "restart",
  citations: "cited", done: "done",
};

function began({ conversation: id }, signal) {
  if (!id || signal.aborted || state.conversation === id) return;
  state.conversation = id;
  state.began(id);
}

function busy(is) {
  $("send").hidden = is;
  $("stop").hidden = !is;
}
