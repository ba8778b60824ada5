/* Signing in: a pasted key, or the company's account where the service has OIDC. Without JavaScript the
   form still posts the key. The key is kept nowhere here; the service answers with a cookie. */

import { failure, Failure } from "./api.js";
import { asked, taken, wait } from "./asked.js";
import { $, empty, h } from "./dom.js";
import { language, retell, use, word } from "./language.js";
import { trouble } from "./notice.js";
import * as theme from "./theme.js";

async function submit(event) {
  event.preventDefault();
  const form = event.target;
  $("sign-in").disabled = true;
  try {
    const body = new URLSearchParams({ key: form.elements.key.value.trim() });
    const headers = { Accept: "application/json", "Accept-Language": language() };
    const response = await fetch("/login", { method: "POST", body, headers, credentials: "same-origin" });
    if (!response.ok) throw await failure(response);
    location.assign(`/${asked()}`);
  } catch (problem) {
    const known = problem instanceof Failure ? problem : new Failure(word("unreachable"));
    empty($("problem"), trouble(known));
    form.elements.key.select();
  } finally {
    $("sign-in").disabled = false;
  }
}

async function offer() {
  try {
    const response = await fetch("/api/signin", { headers: { Accept: "application/json" } });
    if (response.ok) $("with-account").hidden = !(await response.json()).oidc;
  } catch {
    /* a key can still be pasted */
  }
}

/* The form in answer to a link means that the link did not sign in. */
function refused() {
  const came = new URLSearchParams(location.search);
  const key = came.has("token") ? "link_refused" : location.pathname === "/login/callback" ? "account_refused" : null;
  if (!key) return;
  empty($("problem"), h("span", { t: key }));
  history.replaceState(null, "", `/login${taken()}`);
}

retell();
refused();
$("login").addEventListener("submit", submit);
$("with-account").addEventListener("click", wait);
$("switch-language").addEventListener("click", () => use(language() === "ru" ? "en" : "ru"));
$("switch-theme").addEventListener("click", theme.toggle);
offer();
