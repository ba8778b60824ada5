/* An answer's Markdown -> DOM: paragraphs, headings, lists, quotes, tables, fenced code byte for byte.

   Invariant: no HTML is parsed, no image made; see inline.js for links. `render` may be called for each
   piece of a stream: blocks that did not change keep their elements, so focus and selection stay. */

import { h, iconButton } from "./dom.js";
import { inline } from "./inline.js";
import { visible } from "./visible.js";

const FENCE = /^( {0,3})(`{3,}|~{3,})([^`]*)$/;
const HEADING = /^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$/;
const RULE = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^( {0,3})([-*+]|\d{1,9}[.)])(?:([ \t]{1,4})(?=\S)|[ \t]*$|([ \t])[ \t]+)/;
const DELIMITERS = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
const DEEPEST = 8;

/* Draw `text` into `place`. `context` is that of inline.js; its `version` changes when links do. */
export function render(place, text, context) {
  const blocks = split(text.replace(/\r\n?/g, "\n").split("\n"));
  const keys = blocks.map((block) => `${context.version}:${block.kind}:${block.lines.join("\n")}`);
  keys.forEach((key, number) => {
    const old = place.children[number];
    if (old?.hushBlock === key) return;
    const made = build(blocks[number], context, 0);
    made.hushBlock = key;
    if (old) old.replaceWith(made);
    else place.append(made);
  });
  while (place.children.length > blocks.length) place.lastChild.remove();
}

/* ---- blocks */

function split(lines) {
  const blocks = [];
  for (let at = 0; at < lines.length; ) {
    if (!lines[at].trim()) {
      at++;
      continue;
    }
    const kind = kindOf(lines, at);
    const end = ENDS[kind](lines, at);
    blocks.push({ kind, lines: lines.slice(at, end) });
    at = end;
  }
  return blocks;
}

function kindOf(lines, at) {
  const line = lines[at];
  if (FENCE.test(line)) return "fence";
  if (HEADING.test(line)) return "heading";
  if (RULE.test(line)) return "rule";
  if (QUOTE.test(line)) return "quote";
  if (ITEM.test(line)) return "list";
  const next = lines[at + 1] ?? "";
  if (line.includes("|") && next.includes("|") && DELIMITERS.test(next)) return "table";
  return "paragraph";
}

const ENDS = {
  heading: (_, at) => at + 1,
  rule: (_, at) => at + 1,
  fence(lines, at) {
    const [, , ticks] = FENCE.exec(lines[at]);
    const closing = new RegExp(`^ {0,3}\\${ticks[0]}{${ticks.length},}[ \\t]*$`);
    for (let end = at + 1; end < lines.length; end++) if (closing.test(lines[end])) return end + 1;
    return lines.length;
  },
  quote(lines, at) {
    while (at < lines.length && QUOTE.test(lines[at])) at++;
    return at;
  },
  table(lines, at) {
    while (at < lines.length && lines[at].includes("|")) at++;
    return at;
  },
  paragraph(lines, at) {
    for (at++; at < lines.length && lines[at].trim(); at++) if (interrupts(lines, at)) return at;
    return at;
  },
  list(lines, at) {
    const bullet = sort(ITEM.exec(lines[at])[2]);
    let indent = 0;
    let fence = null;
    for (; at < lines.length; at++) {
      const line = lines[at];
      const deeper = line.trim() && width(line) >= indent;
      if (fence) {
        if (deeper && fence.test(line.trim())) fence = null;
        if (deeper || !line.trim()) continue;
        return at;
      }
      const item = ITEM.exec(line);
      if (item && !(indent && deeper)) {
        if (sort(item[2]) !== bullet || RULE.test(line)) return at;
        indent = content(item);
      } else if (!line.trim()) {
        const next = lines.slice(at + 1).find((other) => other.trim());
        const goes = next !== undefined && (width(next) >= indent || sameList(next, bullet));
        if (!goes) return at;
      } else if (!deeper && (interrupts(lines, at) || !lines[at - 1].trim())) return at;
      fence = opening(line, item);
    }
    return at;
  },
};

function interrupts(lines, at) {
  const kind = kindOf(lines, at);
  return kind !== "paragraph";
}

const width = (line) => /^[ \t]*/.exec(line)[0].replace(/\t/g, "    ").length;
const content = (item) => item[1].length + item[2].length + (item[3] ?? " ").length;
const sort = (marker) => (/\d/.test(marker) ? marker.at(-1) : marker);
const sameList = (line, bullet) => {
  const item = ITEM.exec(line);
  return item !== null && sort(item[2]) === bullet;
};

function opening(line, item) {
  const found = /^(`{3,}|~{3,})[^`]*$/.exec(line.slice(item ? item[0].length : 0).trim());
  return found ? new RegExp(`^\\${found[1][0]}{${found[1].length},}$`) : null;
}

/* ---- elements */

function build({ kind, lines }, context, depth) {
  if (depth > DEEPEST) return h("p", {}, visible(lines.join("\n")));
  return BUILDERS[kind](lines, context, depth);
}

const BUILDERS = {
  paragraph: (lines, context) => h("p", {}, inline(lines.map((line) => line.trimStart()).join("\n"), context)),
  rule: () => h("hr"),
  heading(lines, context) {
    const [, marks, words] = HEADING.exec(lines[0]);
    return h(`h${Math.min(6, marks.length + 2)}`, {}, inline(words, context));
  },
  quote: (lines, context, depth) =>
    h("blockquote", {}, nested(lines.map((line) => line.replace(QUOTE, "")), context, depth)),
  fence(lines) {
    const [, indent, ticks, info] = FENCE.exec(lines[0]);
    const last = lines.at(-1).trim();
    const closed = lines.length > 1 && last.length >= ticks.length && last === ticks[0].repeat(last.length);
    const inner = lines.slice(1, closed ? -1 : undefined);
    const spaces = new RegExp(`^ {0,${indent.length}}`);
    return code(inner.map((line) => line.replace(spaces, "")).join("\n"), info.trim().split(/\s/)[0]);
  },
  table(lines, context) {
    const [head, , ...rows] = lines.map(cells);
    const row = (tag, texts) =>
      h("tr", {}, head.map((_, column) => h(tag, tag === "th" ? { scope: "col" } : {}, inline(texts[column] ?? "", context))));
    return h("div.table", { tabindex: "0", role: "region", tLabel: "table" },
      h("table", {}, h("thead", {}, row("th", head)), h("tbody", {}, rows.map((texts) => row("td", texts)))));
  },
  list(lines, context, depth) {
    const [, , marker] = ITEM.exec(lines[0]);
    const items = itemsOf(lines);
    const loose = items.some((item) => /\n[ \t]*\n/.test(item.join("\n").replace(/(```|~~~)[^]*?\1/g, "").trim()));
    const start = parseInt(marker, 10);
    const list = h(/\d/.test(marker) ? "ol" : "ul", start > 1 ? { start: String(start) } : {});
    list.append(...items.map((item) => h("li", {}, listItem(item, context, depth, loose))));
    return list;
  },
};

function nested(lines, context, depth) {
  return split(lines).map((block) => build(block, context, depth + 1));
}

function itemsOf(lines) {
  const items = [];
  let indent = 0;
  for (const line of lines) {
    const item = ITEM.exec(line);
    if (item && (!items.length || width(line) < indent)) {
      indent = content(item);
      items.push([line.slice(Math.min(indent, line.length))]);
    } else items.at(-1).push(width(line) >= indent ? line.slice(indent) : line.trimStart());
  }
  return items;
}

function listItem(lines, context, depth, loose) {
  const made = nested(lines, context, depth);
  if (loose) return made;
  return made.flatMap((element) => (element.tagName === "P" ? [...element.childNodes] : [element]));
}

function cells(line) {
  const inner = line.trim().replace(/^\|/, "").replace(/(?<!\\)\|$/, "");
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replace(/\\\|/g, "|"));
}

/* Code as it is, with a button that copies exactly it. */
function code(text, name) {
  const copy = iconButton("copy", "copy_code", () => copied(copy, text), "quiet.small");
  return h("figure.code", {},
    h("figcaption", {}, h("span", {}, visible(name.slice(0, 40))), copy),
    h("pre", { tabindex: "0", role: "region", tLabel: "code" }, h("code", {}, visible(text))));
}

export async function copied(button, text) {
  await navigator.clipboard.writeText(text);
  button.classList.add("done");
  setTimeout(() => button.classList.remove("done"), 1500);
}
