// The trace as a table: a column per CPU, time downwards, handlers as boxes inside of the column of
// the CPU that they interrupt.

class TraceTable {
  constructor(story, select) {
    this.story = story;
    this.select = select;
    this.last = new Map();
    const head = make(
      "tr",
      {},
      make("th", { scope: "col" }, "step"),
      ...story.cpus.map((cpu) => make("th", { scope: "col" }, cpu.name)),
    );
    this.depths = story.cpus.map((cpu) => depthsOf(story.steps, cpu.number));
    this.rows = story.steps.map((step, i) => this.row(step, i));
    const caption = make("caption", { class: "unseen" }, "Steps in the order of time");
    const body = make("tbody", {}, ...this.rows);
    const table = make("table", { class: "trace" }, caption, make("thead", {}, head), body);
    this.pane = pane("Trace", table);
    this.root = make("section", { class: "steps" }, make("h3", {}, "Trace"), this.pane);
  }

  row(step, i) {
    const go = button(String(i + 1), `Go to step ${i + 1}`, () => this.select(i + 1));
    go.tabIndex = -1;
    const loop =
      i === this.story.loop ? make("span", { class: "note" }, "from here on for ever") : null;
    const cells = this.story.cpus.map((cpu, column) => this.cell(step, i, cpu, column));
    const end = i + 1 === this.story.steps.length && this.story.violated;
    const row = make(
      "tr",
      { class: end ? "end" : false },
      make("th", { scope: "row" }, go, loop),
      ...cells,
    );
    row.addEventListener("click", () => this.select(i + 1));
    return row;
  }

  cell(step, i, cpu, column) {
    const depth = this.depths[column][i];
    const cell = make("td", { class: depth > 0 ? "inside" : "" });
    if (step.cpu === cpu.number) {
      cell.append(this.nested(depth, this.action(step)));
    } else if (depth > 0) {
      cell.append(this.nested(depth, ""));
    }
    return cell;
  }

  nested(depth, content) {
    let inner = make("div", { class: "act" }, content);
    for (let i = 0; i < depth; i++) {
      inner = make("div", { class: "handler" }, inner);
    }
    return inner;
  }

  action(step) {
    const words = make("div", {});
    if (step.kind === "enter") {
      this.last.delete(step.context);
      words.append(make("strong", {}, "\u2190 " + step.action + " arrives"));
      return words;
    }
    const place = step.function + step.file;
    if (step.function && this.last.get(step.context) !== place) {
      words.append(make("div", { class: "function" }, step.function));
    }
    if (step.kind !== "flush") {
      this.last.set(step.context, place);
    }
    const line = step.line > 0 ? make("span", { class: "number" }, String(step.line)) : null;
    const text = make("span", {}, MARKS[step.kind] + actionOf(step));
    words.append(make("div", { class: "words" }, line, text));
    return words;
  }

  show(at) {
    this.rows.forEach((row, i) => {
      const here = i + 1 === at;
      row.classList.toggle("here", here);
      row.classList.toggle("future", i + 1 > at);
      row.querySelector("button").tabIndex = here || (at === 0 && i === 0) ? 0 : -1;
      if (here) {
        row.setAttribute("aria-current", "step");
        reveal(this.pane, row);
      } else {
        row.removeAttribute("aria-current");
      }
    });
    if (at === 0) {
      this.pane.scrollTop = 0;
    }
  }
}

const MARKS = {
  instruction: "",
  enter: "",
  flush: "[store buffer] ",
  perform: "[late] ",
  speculate: "[guess] ",
};

// Marks of the stepper's own would say the same twice.
function actionOf(step) {
  return step.action.replace(/^\[(late|guess|flush)\] /, "");
}

// How many handlers are active on a CPU in each row, rows of other CPUs in between included.
function depthsOf(steps, cpu) {
  const own = steps.map((step) => (step.cpu === cpu && step.kind !== "flush" ? step.depth : null));
  const next = own.slice();
  for (let i = next.length - 2; i >= 0; i--) {
    next[i] = own[i] === null ? next[i + 1] : own[i];
  }
  let before = 0;
  return own.map((depth, i) => {
    before = depth === null ? before : depth;
    return depth === null ? Math.min(before, next[i] === null ? 0 : next[i]) : depth;
  });
}
