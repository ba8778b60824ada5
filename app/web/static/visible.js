/* Characters that nobody sees, made visible: marks that turn the direction of text, zero-width ones,
   control characters, tags. They are how text is made to look like what it is not.

   Invariant: a returned node is a text node or a labelled span; nothing is parsed. A joiner between
   two emoji is theirs and stays. */

const HIDDEN =
  /(?<!\p{Extended_Pictographic}\uFE0F?)\u200D|\u200D(?!\p{Extended_Pictographic})|[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180E\u200B\u200C\u200E\u200F\u2028-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB]|[\u{E0000}-\u{E0FFF}]/gu;

export function visible(text) {
  const nodes = [];
  let at = 0;
  for (const found of text.matchAll(HIDDEN)) {
    if (found.index > at) nodes.push(document.createTextNode(text.slice(at, found.index)));
    nodes.push(mark(found[0]));
    at = found.index + found[0].length;
  }
  if (at < text.length) nodes.push(document.createTextNode(text.slice(at)));
  return nodes;
}

function mark(character) {
  const span = document.createElement("span");
  span.className = "hidden-mark";
  span.textContent = named(character);
  return span;
}

export function named(character) {
  return `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/* The same as one string, for attributes and what is read aloud. */
export function plain(text) {
  return text.replace(HIDDEN, named);
}
