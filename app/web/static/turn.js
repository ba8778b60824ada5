/* One question with its answer on the page: lane, text, sources, warnings, and what may be done with it.

   Invariant: the lane shown is that of the last `route` or of `done`, never a guess; `tried` keeps what
   was sent to a cloud that then failed. Where the events come from: asking.js; a kept turn:
   conversations.js. */

import { $, empty, h, iconButton } from "./dom.js";
import { icon } from "./icons.js";
import { Sentences, announce } from "./announce.js";
import { word } from "./language.js";
import { copied, render } from "./markdown.js";
import { visible } from "./visible.js";
import { openPassage } from "./passage.js";
import { whatLeft } from "./left.js";
import { voting } from "./feedback.js";
import { sourceLine } from "./sources.js";
import { trouble } from "./notice.js";

export class Turn {
  /* again: called with the question where somebody asks once more. */
  constructor(question, again) {
    this.question = question;
    this.again = again;
    this.text = "";
    this.answer = "";
    this.found = new Map();
    this.citations = [];
    this.route = null;
    this.following = false;
    this.tried = null;
    this.sentences = new Sentences();
    this.context = {
      version: 0,
      urls: new Set(),
      cites: (number) => this.found.has(number),
      open: (number, opener) => openPassage(this.found.get(number), opener),
    };
    this.#build();
  }

  #build() {
    this.lane = h("div.lane-line", { role: "group", tLabel: "lane_label" });
    this.state = h("p.state", { t: "looking" });
    this.body = h("div.prose");
    this.warnings = h("div");
    this.sources = h("div");
    this.actions = h("div.actions");
    this.reply = h("div.reply", { "aria-busy": "true" },
      this.lane, this.body, this.state, this.warnings, this.sources, this.actions);
    this.asked = h("div.asked", {},
      h("h2.unseen", { t: "you" }), h("p", {}, visible(this.question)));
    this.element = h("article.turn", {},
      this.asked,
      h("h3.unseen", { t: "answer" }),
      this.reply);
  }

  /* ---- events of a stream, in their order */

  passages({ answer, passages, sought }) {
    this.answer = answer;
    if (sought) {
      this.asked.append(h("p.sought", {}, h("span", { t: "sought" }), " ", h("span", {}, visible(sought))));
    }
    this.found = new Map(passages.map((passage) => [passage.number, passage]));
    this.#say("reading", { count: passages.length });
  }

  queue({ position }) {
    this.#say("queued", { position });
  }

  routed(route) {
    this.route = route;
    this.#lane(route.lane, route.reason);
    this.#say(route.lane === "cloud" ? "writing_cloud" : "writing_local");
  }

  token({ text }) {
    this.text += text;
    this.sentences.feed(text);
    if (this.drawing) return;
    this.drawing = requestAnimationFrame(() => this.#draw());
  }

  restart({ notice }) {
    if (this.route?.lane === "cloud") this.tried = this.route.outgoing;
    this.text = "";
    this.sentences = new Sentences();
    this.#draw();
    announce(notice);
    empty(this.state, visible(notice));
  }

  cited({ citations }) {
    this.#cite(citations);
    this.#draw();
  }

  done(done) {
    this.sentences.finish();
    this.#whole(done);
    this.model = done.model;
    this.#lane(done.lane, done.reason, done.masked);
    this.#warn(done.warnings);
    this.left = {
      lane: done.lane, reason: done.reason, outgoing: done.outgoing,
      wouldLeave: done.would_leave, tried: this.tried, question: this.question,
    };
    this.#finish(done.answer || this.answer);
    announce(word("answer_done"));
  }

  /* A turn as it was kept. */
  kept(turn) {
    this.#whole(turn);
    this.model = turn.model;
    this.#lane(turn.lane, turn.reason, turn.masked);
    const tried = turn.lane === "local" ? turn.outgoing : null;
    this.left = {
      lane: turn.lane, reason: turn.reason, outgoing: turn.outgoing, tried, question: this.question,
    };
    this.#finish(turn.answer, turn.feedback);
    if (turn.text) return;
    this.state.hidden = false;
    empty(this.state, h("span", { t: "not_kept" }));
  }

  failed(problem) {
    this.#end();
    empty(this.state, icon("warning"), trouble(problem), this.#again());
    this.state.className = "state state-bad";
    this.state.setAttribute("role", "alert");
  }

  stopped() {
    this.#end();
    this.state.hidden = false;
    empty(this.state, h("span", { t: "stopped" }), this.#again());
    announce(word("stopped"));
  }

  /* ---- parts */

  #whole({ text, citations }) {
    this.text = text;
    this.#cite(citations);
    this.#draw();
  }

  #cite(citations) {
    this.citations = citations;
    for (const citation of citations) {
      this.found.set(citation.number, { ...citation, ...this.found.get(citation.number) });
    }
    this.context.urls = new Set(citations.map((citation) => citation.url).filter(Boolean));
    this.context.version++;
  }

  #draw() {
    if (this.drawing) cancelAnimationFrame(this.drawing);
    this.drawing = null;
    render(this.body, this.text, this.context);
    this.state.hidden = this.text !== "";
    this.follow();
  }

  /* Keep the end in sight until the question would leave it; then the reader has the page. */
  follow() {
    const page = $("talk");
    if (!this.following) return;
    const top = this.element.offsetTop - 14;
    page.scrollTop = Math.min(page.scrollHeight, top);
    this.following = page.scrollHeight - page.clientHeight <= top;
  }

  #say(key, values) {
    this.state.hidden = this.text !== "";
    empty(this.state, h("span", { t: key, with: values }));
  }

  #lane(lane, reason, masked = 0) {
    const badge = h(`span.lane.lane-${lane}`, { icon: lane }, h("span", { t: `lane_${lane}` }));
    const facts = [h("span", {}, visible(reason.replace(/\.$/, "")))];
    if (this.model && this.model !== "none") {
      facts.push(h("span.lane-fact", { t: "model", with: { model: this.model } }));
    }
    if (lane === "cloud" && masked) facts.push(h("span.lane-fact", { t: "masked", with: { count: masked } }));
    empty(this.lane, badge, h("span.lane-reason", {}, facts));
  }

  #warn(warnings) {
    if (!warnings.length) return;
    empty(this.warnings, h("ul.warnings", { tLabel: "warnings" }, warnings.map((warning) =>
      h("li", { icon: "warning" }, h("span", {}, visible(warning))))));
    warnings.forEach((warning) => announce(warning));
  }

  #finish(answer, feedback = null) {
    this.#end();
    this.state.hidden = true;
    if (this.citations.length) {
      const lines = [...this.citations].sort((one, two) => one.number - two.number).map((citation) =>
        sourceLine(citation, (opener) => this.context.open(citation.number, opener)));
      empty(this.sources, h("h4.small-title", { t: "sources" }), h("ul.sources", {}, lines));
    }
    const left = h("button.quiet.what-left", { icon: "leaving", on: { click: () => this.showLeft() } }, h("span", { t: "what_left" }));
    const copy = iconButton("copy", "copy_answer", () => copied(copy, this.text));
    empty(this.actions, left, copy, answer ? voting(answer, feedback) : null);
    this.follow();
  }

  #end() {
    this.reply.removeAttribute("aria-busy");
  }

  #again() {
    return h("button.small", { icon: "again", on: { click: () => this.again(this.question) } }, h("span", { t: "again" }));
  }

  showLeft() {
    if (this.left) whatLeft(this.left);
  }
}
