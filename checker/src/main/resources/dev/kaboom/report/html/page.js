// The viewer: one story at a time, one step of it at a time.

const data = JSON.parse(document.getElementById("data").textContent);
const viewer = document.getElementById("viewer");

class Viewer {
  constructor(story) {
    this.story = story;
    this.at = 0;
    this.last = story.steps.length;
    const select = (at) => this.show(at);
    this.trace = new TraceTable(story, select);
    this.source = new SourcePane(data.files);
    this.state = story.states ? new StatePane(story, data.files) : null;
    this.graph = story.graph ? new GraphPane(story) : null;
    this.cuts = (story.cuts || []).map(cutsOf);
    this.slider = make("input", { type: "range", id: "step", min: 0, max: this.last });
    this.slider.addEventListener("input", () => this.show(Number(this.slider.value)));
    this.said = make("p", { id: "now", "aria-live": "polite" });
  }

  controls() {
    return make(
      "div",
      { class: "controls", role: "group", "aria-label": "Steps" },
      button("\u21e4", "To the start", () => this.show(0)),
      button("\u2190", "One step back (left arrow key)", () => this.show(this.at - 1)),
      button("\u2192", "One step on (right arrow key)", () => this.show(this.at + 1)),
      button("\u21e5", "To the end", () => this.show(this.last)),
      make("label", { for: "step", class: "unseen" }, "Step"),
      this.slider,
      this.said,
    );
  }

  open() {
    const story = this.story;
    const graph = this.graph ? [this.graph.root] : [];
    const state = this.state ? [this.state.root] : [];
    viewer.replaceChildren(
      make("h2", {}, story.title),
      make("p", { class: "headline" }, story.headline),
      ...story.remarks.map((text) => make("p", {}, text)),
      ...(story.legend.length > 0
        ? [pane("Short names", make("pre", {}, story.legend.join("\n")))]
        : []),
      ...(this.last > 0 ? [this.controls(), ...graph] : []),
      ...(this.last > 0
        ? [make("div", { class: "panes" }, this.trace.root, this.source.root)]
        : []),
      ...state,
      ...this.cuts,
      this.forChangelogs(),
    );
    this.show(this.last > 0 ? 1 : 0);
  }

  forChangelogs() {
    const command = make("pre", {}, this.story.command);
    return make(
      "details",
      {},
      make("summary", {}, "As text, and the command that shows it again"),
      pane("The trace as text", make("pre", {}, this.story.text)),
      pane("Command", command),
    );
  }

  show(wanted) {
    this.at = Math.min(Math.max(0, wanted), this.last);
    this.slider.value = this.at;
    if (this.last === 0) {
      return;
    }
    const text = this.words();
    this.slider.setAttribute("aria-valuetext", text);
    this.said.textContent = text;
    this.trace.show(this.at);
    const step = this.at > 0 ? this.story.steps[this.at - 1] : null;
    this.source.show(step, step ? this.waiting(step) : []);
    for (const shown of [this.state, this.graph]) {
      if (shown) {
        shown.show(this.at);
      }
    }
  }

  words() {
    if (this.at === 0) {
      return `Step 0 of ${this.last}: the start, after INIT`;
    }
    const step = this.story.steps[this.at - 1];
    const inside = step.depth > 0 ? ", in a handler" : "";
    const name = this.story.cpus.find((cpu) => cpu.number === step.cpu).name;
    const end = this.at === this.last ? ` \u2014 ${this.story.headline}` : "";
    return `Step ${this.at} of ${this.last}, ${name}${inside}: ${actionOf(step)}${end}`;
  }

  // Where the other contexts were last.
  waiting(current) {
    const places = new Map();
    for (const step of this.story.steps.slice(0, this.at)) {
      if (step.line > 0 && step.context !== current.context) {
        const inside = step.depth > 0 ? " (handler)" : "";
        places.delete(step.context);
        places.set(step.context, {
          file: step.file,
          line: step.line,
          who: `CPU ${step.cpu}${inside}`,
        });
      }
    }
    return [...places.values()];
  }
}

let open = null;

function openStory(number) {
  open = new Viewer(data.stories[number]);
  open.open();
  for (const choice of document.querySelectorAll("[data-story]")) {
    choice.toggleAttribute("aria-current", Number(choice.dataset.story) === number);
  }
}

for (const choice of document.querySelectorAll("[data-story]")) {
  choice.addEventListener("click", () => {
    openStory(Number(choice.dataset.story));
    viewer.focus();
  });
}

// Arrow keys step wherever they mean nothing else.
document.addEventListener("keydown", (event) => {
  const taken = event.target.closest("input, textarea, select, .scroll:focus");
  const moves = { ArrowLeft: -1, ArrowRight: 1 };
  if (open && !taken && event.key in moves && !event.altKey && !event.ctrlKey && !event.metaKey) {
    open.show(open.at + moves[event.key]);
    event.preventDefault();
  }
});

if (data.stories.length > 0) {
  openStory(0);
}
