/* Two texts beside each other, line by line, with what differs marked. A line of what left answers the
   line of the original that has the same words between the placeholders. Pure but for the elements. */

import { h } from "./dom.js";
import { visible } from "./visible.js";

const PLACEHOLDER = /⟦[A-Z0-9_]{1,60}⟧/g;
const PIECES = /⟦[A-Z0-9_]{1,60}⟧|[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu;
const LONGEST = 600;

/* The text with its placeholders marked. */
export function marked(text) {
  const nodes = [];
  let at = 0;
  for (const found of text.matchAll(PLACEHOLDER)) {
    nodes.push(...visible(text.slice(at, found.index)), h("mark.mask", { text: found[0] }));
    at = found.index + found[0].length;
  }
  return [...nodes, ...visible(text.slice(at))];
}

/* [[left nodes or null, right nodes or null, differs], ...] */
export function beside(original, sent) {
  const [left, right] = [original.split("\n"), sent.split("\n")];
  const rows = [];
  for (const [one, two] of aligned(left, right)) {
    if (one === null || two === null || one === two) {
      rows.push([one === null ? null : visible(one), two === null ? null : marked(two), one !== two]);
    } else rows.push([...words(one, two), true]);
  }
  return rows;
}

/* Lines in pairs: the same head and tail, and the middle by the longest common subsequence. */
function aligned(left, right) {
  let head = 0;
  while (head < left.length && head < right.length && left[head] === right[head]) head++;
  let tail = 0;
  const most = Math.min(left.length, right.length) - head;
  while (tail < most && left.at(-1 - tail) === right.at(-1 - tail)) tail++;
  const middle = pairs(left.slice(head, left.length - tail), right.slice(head, right.length - tail));
  const same = (lines) => lines.map((line) => [line, line]);
  return [...same(left.slice(0, head)), ...middle, ...same(tail ? left.slice(-tail) : [])];
}

function pairs(left, right) {
  const common = left.length * right.length > LONGEST * LONGEST ? [] : subsequence(left, right);
  const rows = [];
  let [one, two] = [0, 0];
  for (const [a, b] of [...common, [left.length, right.length]]) {
    for (; one < a || two < b; one++, two++) rows.push([one < a ? left[one] : null, two < b ? right[two] : null]);
    [one, two] = [a, b];
    if (a < left.length && b < right.length) rows.push([left[one++], right[two++]]);
  }
  return rows;
}

function subsequence(left, right) {
  const size = right.length + 1;
  const table = new Uint16Array((left.length + 1) * size);
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      table[i * size + j] = left[i] === right[j]
        ? table[(i + 1) * size + j + 1] + 1
        : Math.max(table[(i + 1) * size + j], table[i * size + j + 1]);
    }
  }
  const found = [];
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    if (left[i] === right[j]) found.push([i++, j++]);
    else if (table[(i + 1) * size + j] >= table[i * size + j + 1]) i++;
    else j++;
  }
  return found;
}

function words(one, two) {
  const [left, right] = [one.match(PIECES) ?? [], two.match(PIECES) ?? []];
  if (left.length > LONGEST || right.length > LONGEST) return [visible(one), marked(two)];
  const common = subsequence(left, right);
  return [
    pieces(left, new Set(common.map(([place]) => place)), "mark.was"),
    pieces(right, new Set(common.map(([, place]) => place)), "mark.mask"),
  ];
}

function pieces(all, same, element) {
  const nodes = [];
  for (let at = 0; at < all.length; ) {
    const kept = same.has(at);
    let text = "";
    while (at < all.length && same.has(at) === kept) text += all[at++];
    nodes.push(...(kept ? visible(text) : [h(element, {}, visible(text))]));
  }
  return nodes;
}
