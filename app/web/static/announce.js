/* What a screen reader hears of an answer: whole sentences, as they are finished, politely. A text that
   grows by the token would be read as stutter. Marks of Markdown are left out; code is named as such. */

import { word } from "./language.js";
import { plain } from "./visible.js";
import { $, h } from "./dom.js";

const KEPT = 30;
const END = /[.!?…:](?=\s)|\n/g;

export function announce(text) {
  const place = $("live");
  if (!text.trim()) return;
  place.append(h("p", { text: plain(text.trim()) }));
  while (place.childElementCount > KEPT) place.firstChild.remove();
}

/* A code span is heard as it is written, `#payments` with its sign; elsewhere a sign of Markdown is
   none of the words. */
const SIGNS =
  /`{1,3}([^`\n]{1,300})`{1,3}|^\s*(?:#{1,6}\s|>+)|\\([!-\/:-@[-`{-~])|[*`|]|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu;

const heard = (text) => text.replace(SIGNS, (_, code, escaped) => code ?? escaped ?? " ").replace(/\s+/g, " ");

export class Sentences {
  #rest = "";
  #code = false;

  feed(piece) {
    this.#rest += piece;
    let at = 0;
    for (const found of this.#rest.matchAll(END)) {
      const end = found.index + 1;
      if (found[0] === "\n" || !this.#fenced(at)) {
        this.#sentence(this.#rest.slice(at, end));
        at = end;
      }
    }
    this.#rest = this.#rest.slice(at);
  }

  finish() {
    this.#sentence(this.#rest);
    this.#rest = "";
  }

  #fenced(at) {
    return this.#code || /^\s*(```|~~~)/.test(this.#rest.slice(at, at + 12));
  }

  #sentence(text) {
    if (/^\s*(?:[-*+>]\s+|\d+[.)]\s+)*(```|~~~)/.test(text)) {
      this.#code = !this.#code;
      if (this.#code) announce(word("code_follows"));
    } else if (!this.#code) announce(heard(text));
  }
}
