/* The service's HTTP surface. Every failure is a `Failure` with the service's own message and id.

   Invariant: only paths of this origin are asked; what changes something carries the CSRF token of
   /api/me. Without a session the browser goes to the sign-in page. */

import { asked } from "./asked.js";
import { events } from "./sse.js";
import { language, word } from "./language.js";

let csrf = "";

export class Failure extends Error {
  constructor(message, id = "", status = 0) {
    super(message);
    this.id = id;
    this.status = status;
  }
}

async function send(method, path, body, signal, accept = "application/json") {
  const headers = { Accept: accept, "Accept-Language": language() };
  if (method !== "GET") headers["X-CSRF-Token"] = csrf;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const init = { method, headers, signal, credentials: "same-origin", cache: "no-store" };
  if (body !== undefined) init.body = JSON.stringify(body);
  let response;
  try {
    response = await fetch(path, init);
  } catch (problem) {
    if (problem.name === "AbortError") throw problem;
    throw new Failure(word("unreachable"));
  }
  if (response.ok) return response;
  if (response.status === 401) location.assign(`/login${asked()}`);
  throw await failure(response);
}

export async function failure(response) {
  let problem = {};
  try {
    problem = (await response.json()).error ?? {};
  } catch {
    /* no JSON: something between us and the service answered */
  }
  const message = problem.message ?? word("failed_status", { status: response.status });
  return new Failure(message, problem.id ?? "", response.status);
}

export const get = async (path, signal) => (await send("GET", path, undefined, signal)).json();

export async function post(path, body) {
  const response = await send("POST", path, body);
  const text = await response.text();
  return text ? JSON.parse(text) : null;
}

export const remove = (path) => send("DELETE", path);

export async function me() {
  const known = await get("/api/me");
  csrf = known.csrf ?? "";
  return known;
}

/* The events of an answer as they come. */
export async function* ask(question, conversation, signal) {
  const body = conversation ? { question, conversation } : { question };
  yield* events(await send("POST", "/api/ask", body, signal, "text/event-stream"));
}

export async function* follow(path, signal) {
  yield* events(await send("GET", path, undefined, signal, "text/event-stream"));
}

export async function signOut() {
  await send("POST", "/logout", undefined, undefined, "*/*");
}
