// A slider over the places at which a handler could come, and what it meets there.

function cutsOf(handler) {
  const reasons = [...new Set(handler.cuts.map((cut) => cut.says))].join("; ");
  if (handler.cuts.every((cut) => cut.outcome === "refused")) {
    const text = `It can come at no cut of this trace: ${reasons}.`;
    const title = make("h3", {}, `${handler.handler} elsewhere`);
    return make("section", { class: "cuts" }, title, make("p", { class: "hint" }, text));
  }
  return new CutPane(handler).root;
}

class CutPane {
  constructor(handler) {
    this.handler = handler;
    this.at = Math.max(0, handler.own);
    const id = "cut-" + handler.handler.replace(/\W/g, "-");
    const title = `${handler.handler} elsewhere`;
    this.slider = make("input", { type: "range", id, min: 0, max: handler.cuts.length - 1 });
    this.slider.addEventListener("input", () => this.show(Number(this.slider.value)));
    this.strip = make("div", { class: "strip", "aria-hidden": "true" });
    handler.cuts.forEach((cut, i) => this.strip.append(this.tick(cut, i)));
    this.says = make("div", { class: "says", "aria-live": "polite" });
    this.steps = make("div", {});
    this.root = make(
      "section",
      { class: "cuts" },
      make("h3", {}, title),
      make("p", { class: "hint" }, this.hint()),
      make("label", { for: id }, `Cut at which the ${handler.handler} comes`),
      make(
        "div",
        { class: "bar" },
        button("\u2190", "One cut earlier", () => this.show(this.at - 1)),
        make("div", { class: "track" }, this.slider, this.strip),
        button("\u2192", "One cut later", () => this.show(this.at + 1)),
      ),
      this.says,
      this.steps,
    );
    this.show(this.at);
  }

  hint() {
    const more = this.handler.complete ? "" : " There are more cuts than these.";
    return (
      "The same order of steps with the handler at another place: it runs to its end, then the" +
      " rest follows. This is one execution for each cut; where nothing breaks in it, another may" +
      " still break." +
      more
    );
  }

  tick(cut, i) {
    const own = i === this.handler.own ? " own" : "";
    const tick = make("span", { class: `tick ${markOf(cut)}${own}`, title: titleOf(cut, i) });
    tick.addEventListener("click", () => this.show(i));
    return tick;
  }

  show(wanted) {
    this.at = Math.min(Math.max(0, wanted), this.handler.cuts.length - 1);
    const cut = this.handler.cuts[this.at];
    this.slider.value = this.at;
    this.slider.setAttribute("aria-valuetext", titleOf(cut, this.at));
    [...this.strip.children].forEach((tick, i) => tick.classList.toggle("here", i === this.at));
    const own = this.at === this.handler.own ? " This is the trace above." : "";
    const beyond = cut.beyond ? " The trace above does not come here." : "";
    this.says.replaceChildren(
      make(
        "p",
        {},
        `Cut ${this.at} of ${this.handler.cuts.length - 1}, ${placeOf(cut)}.${own}${beyond}`,
      ),
      make("p", { class: "outcome " + markOf(cut) }, sentence(cut)),
    );
    this.steps.replaceChildren(...this.details(cut));
  }

  details(cut) {
    const rows = latest(this.handler.cuts, this.at);
    const lists =
      rows.length > 0 ? [make("h4", {}, "Lists at the cut"), drawLists(rows, new Set())] : [];
    if (cut.steps.length === 0) {
      return lists;
    }
    const heads = ["line", "what the handler does and reads"];
    const head = make("tr", {}, ...heads.map((text) => make("th", { scope: "col" }, text)));
    const caption = make("caption", { class: "unseen" }, "Steps of the handler");
    const body = make("tbody", {}, ...cut.steps.slice(1).map(cutRow));
    const table = make("table", {}, caption, make("thead", {}, head), body);
    return [...lists, make("h4", {}, "The handler"), pane("Steps of the handler", table)];
  }
}

function cutRow(step) {
  const text = make(
    "td",
    {},
    make("span", { class: "function" }, step.function + " "),
    actionOf(step),
  );
  return make(
    "tr",
    {},
    make("td", { class: "number" }, step.line > 0 ? String(step.line) : ""),
    text,
  );
}

function markOf(cut) {
  return { violated: "bad", "not violated": "good", refused: "faint", unfinished: "unsure" }[
    cut.outcome
  ];
}

function placeOf(cut) {
  if (!cut.after) {
    return "before the first step";
  }
  const line = cut.after.line > 0 ? ` (line ${cut.after.line})` : "";
  return `after CPU ${cut.after.cpu}: ${actionOf(cut.after)}${line}`;
}

function titleOf(cut, i) {
  return `${i}, ${placeOf(cut)}: ${sentence(cut)}`;
}

function sentence(cut) {
  if (cut.outcome === "violated") {
    return "Violated: " + cut.says;
  }
  if (cut.outcome === "refused") {
    return "Cannot come here: " + cut.says;
  }
  return cut.outcome === "unfinished"
    ? "Given up: " + cut.says
    : "Nothing breaks in this execution";
}
