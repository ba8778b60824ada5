/* The question of a link (`#ask=QUESTION`) on its way over the sign-in.

   Invariant: it goes along as a fragment of this origin and nothing else, so no server learns it; while
   the issuer has the browser it waits in this tab alone, and is forgotten once it was taken. */

const NAME = "hush.asked";
const BEGINS = "#ask=";

/* The fragment of this address, where it is a question; else "". */
export const asked = () => (location.hash.startsWith(BEGINS) ? location.hash : "");

/* Before the browser leaves for the issuer. */
export function wait() {
  try {
    if (asked()) sessionStorage.setItem(NAME, asked());
    else sessionStorage.removeItem(NAME);
  } catch {
    /* a browser that keeps nothing: it is written again */
  }
}

/* What waited; "" where nothing did. */
export function taken() {
  try {
    const kept = sessionStorage.getItem(NAME) ?? "";
    sessionStorage.removeItem(NAME);
    return kept.startsWith(BEGINS) ? kept : "";
  } catch {
    return "";
  }
}
