/* One paragraph of an answer's Markdown -> DOM nodes: code, bold, italic, citations, links.

   Invariant: text becomes text. A link is made only of an http(s) address in `context.urls`, those of
   the citations; an address, an image, raw HTML or brackets that are not this are shown as written.
   Linear: every pattern is sticky and bounded. Blocks are in markdown.js. */

import { h } from "./dom.js";
import { visible } from "./visible.js";

const ESCAPED = /\\([!-/:-@[-`{-~])/y;
const TICKS = /`+/y;
const LINK = /!?\[([^[\]\n]{0,300})\]\(<?([^()<>\s]{1,2000})>?(?: "[^"\n]{0,200}")?\)/y;
const CITED = /\[(\d{1,3})\]/y;
const ADDRESS = /<(https?:\/\/[^<>\s]{1,2000})>|https?:\/\/[^\s<>"'`]{1,2000}/y;
const STARS = /\*{1,3}|_{1,3}/y;
const BREAK = /(?: {2,}|\\)\n/y;
const PLAIN = /[^\\`![<h*_ \n]+/y;
const WORD = /[\p{L}\p{N}]/u;

/* context: { urls: Set, cites(number) -> bool, open(number, button) } */
export function inline(text, context) {
  return new Reader(text, context).read();
}

class Reader {
  constructor(text, context) {
    this.text = text;
    this.context = context;
    this.at = 0;
    this.frames = [{ mark: "", nodes: [] }];
    this.plain = "";
    this.unclosed = new Set();
  }

  read() {
    while (this.at < this.text.length) this.#step();
    this.#flush();
    while (this.frames.length > 1) this.#giveUp();
    return this.frames[0].nodes;
  }

  #match(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found) this.at = pattern.lastIndex;
    return found;
  }

  #step() {
    const found = this.#match(PLAIN);
    if (found) {
      this.plain += found[0];
      return;
    }
    const reading = STEPS[this.text[this.at]];
    if (!(reading && this[reading]())) this.plain += this.text[this.at++];
  }

  escape() {
    if (this.#match(BREAK)) return this.#put(h("br"));
    const found = this.#match(ESCAPED);
    if (found) this.plain += found[1];
    return found;
  }

  space() {
    return this.#match(BREAK) && this.#put(h("br"));
  }

  code() {
    const ticks = this.#match(TICKS)[0];
    const end = this.unclosed.has(ticks.length) ? -1 : this.#closing(ticks);
    if (end < 0) {
      this.unclosed.add(ticks.length);
      this.plain += ticks;
      return true;
    }
    let code = this.text.slice(this.at, end).replace(/\n/g, " ");
    if (/^ .*[^ ].* $/.test(code)) code = code.slice(1, -1);
    this.at = end + ticks.length;
    return this.#put(h("code", {}, visible(code)));
  }

  #closing(ticks) {
    const runs = /`+/g;
    runs.lastIndex = this.at;
    for (let run = runs.exec(this.text); run; run = runs.exec(this.text)) {
      if (run[0].length === ticks.length) return run.index;
    }
    return -1;
  }

  bracket() {
    const link = this.#match(LINK);
    if (link) {
      const [whole, label, url] = link;
      const made = whole[0] === "!" ? null : this.#link(url, label);
      if (!made) this.plain += whole;
      return made ? this.#put(made) : true;
    }
    if (this.text[this.at] === "!") return false;
    const cited = this.#match(CITED);
    if (!cited) return false;
    const number = Number(cited[1]);
    if (!this.context.cites(number)) this.plain += cited[0];
    else this.#put(this.#citation(number));
    return true;
  }

  #citation(number) {
    const button = h("button.cite", { tLabel: "open_passage", with: { number }, text: String(number) });
    button.addEventListener("click", () => this.context.open(number, button));
    return button;
  }

  address() {
    const start = this.at;
    const found = this.#match(ADDRESS);
    if (!found) return false;
    let url = found[1] ?? found[0];
    if (!found[1]) {
      url = url.replace(/[.,;:!?*_\])]+$/, "");
      this.at = start + url.length;
    }
    const made = this.#link(url, url);
    if (!made) this.plain += found[1] ? found[0] : url;
    return made ? this.#put(made) : true;
  }

  #link(url, label) {
    if (!this.context.urls.has(url) || !/^https?:\/\//i.test(url)) return null;
    return outside(url, visible(label));
  }

  stars() {
    const run = this.#match(STARS)[0];
    const before = this.text[this.at - run.length - 1] ?? " ";
    const after = this.text[this.at] ?? " ";
    const underscore = run[0] === "_";
    const opens = /\S/.test(after) && !(underscore && WORD.test(before));
    const closes = /\S/.test(before) && !(underscore && WORD.test(after));
    if (closes && this.#close(run)) return true;
    if (opens) this.#open(run);
    else this.plain += run;
    return true;
  }

  #open(run) {
    this.#flush();
    if (this.frames.length > 12) this.plain += run;
    else this.frames.push({ mark: run, nodes: [] });
  }

  #close(run) {
    let depth = this.frames.length - 1;
    while (depth > 0 && this.frames[depth].mark !== run) depth--;
    if (depth === 0) return false;
    this.#flush();
    while (this.frames.length - 1 > depth) this.#giveUp();
    const { nodes } = this.frames.pop();
    const strong = run.length === 2 ? h("strong", {}, nodes) : h("em", {}, nodes);
    return this.#put(run.length === 3 ? h("strong", {}, strong) : strong);
  }

  #giveUp() {
    const { mark, nodes } = this.frames.pop();
    this.frames.at(-1).nodes.push(document.createTextNode(mark), ...nodes);
  }

  #put(node) {
    this.#flush();
    this.frames.at(-1).nodes.push(node);
    return true;
  }

  #flush() {
    if (this.plain) this.frames.at(-1).nodes.push(...visible(this.plain));
    this.plain = "";
  }
}

const STEPS = {
  "\\": "escape", "`": "code", "!": "bracket", "[": "bracket", "<": "address", h: "address",
  "*": "stars", _: "stars", " ": "space",
};

/* A link to another host: opened apart, told nothing of this page. */
export function outside(url, children) {
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, children);
}

export const isWeb = (url) => typeof url === "string" && /^https?:\/\/[^\s]+$/i.test(url);
