// An execution graph: a column per CPU, each event in a row of its own, program order downwards.

const GRID = { column: 300, box: 232, row: 62, height: 42, top: 34, letters: 30 };

class GraphPane {
  constructor(story) {
    this.story = story;
    this.columns = new Map(story.cpus.map((cpu, i) => [cpu.number, i]));
    const initial = story.graph.initial;
    this.initialRow = initial.length > 0 ? GRID.row : 0;
    const wide = Math.max(story.cpus.length, initial.length) * GRID.column + 40;
    const high = GRID.top + this.initialRow + story.steps.length * GRID.row + 20;
    const size = { width: wide, height: high, viewBox: `0 0 ${wide} ${high}` };
    this.svg = draw("svg", { ...size, role: "img", "aria-label": "Execution graph" });
    story.cpus.forEach((cpu, i) => this.svg.append(this.text(this.left(i), 18, cpu.name, "title")));
    const edges = story.graph.edges.slice().sort((a, b) => weight(a) - weight(b));
    edges.forEach((edge) => this.edge(edge));
    this.boxes = story.steps.map((step, i) => this.event(step, i));
    initial.forEach((write, i) => this.box(this.left(i), GRID.top, write.text, "initial"));
    const cycle = this.cycle();
    this.root = make(
      "section",
      { class: "graph" },
      make("h3", {}, "Execution graph"),
      legend(),
      pane("Execution graph", this.svg),
      ...cycle,
    );
  }

  left(column) {
    return 20 + column * GRID.column;
  }

  text(x, y, words, kind) {
    return draw("text", { x, y, class: kind }, words);
  }

  place(index, cell) {
    if (index < 0) {
      const column = this.story.graph.initial.findIndex((write) => write.cell === cell);
      return { x: this.left(column), y: GRID.top, column };
    }
    const column = this.columns.get(this.story.steps[index].cpu);
    return { x: this.left(column), y: GRID.top + this.initialRow + index * GRID.row, column };
  }

  event(step, index) {
    const { x, y } = this.place(index, -1);
    const words = step.kind === "enter" ? "\u2190 " + step.action : actionOf(step);
    const line = step.line > 0 ? step.line + ": " : "";
    return this.box(x, y, line + words, step.depth > 0 ? "event handler" : "event");
  }

  box(x, y, words, kind) {
    const size = { width: GRID.box, height: GRID.height, rx: 4 };
    const group = draw("g", { class: kind }, draw("rect", { x, y, ...size }));
    const lines = [words.slice(0, GRID.letters), words.slice(GRID.letters)];
    const rest =
      lines[1].length > GRID.letters ? lines[1].slice(0, GRID.letters - 1) + "\u2026" : lines[1];
    const first = rest ? y + 17 : y + 26;
    group.append(draw("title", {}, words), this.text(x + 8, first, lines[0], ""));
    group.append(this.text(x + 8, y + 34, rest, ""));
    this.svg.append(group);
    return group;
  }

  edge(edge) {
    const from = this.place(edge.from, edge.cell);
    const to = this.place(edge.to, edge.cell);
    const kind = edge.kind === "po" ? "plain" : edge.kind;
    const standing = edge.cycle ? "cycle " + edge.cycle : "";
    const shade = edge.cycle && edge.cycle !== "kept" ? "bad" : kind;
    const { path, x, y } = edge.kind === "po" ? vertical(from, to) : across(from, to);
    this.svg.append(arrow(path, shade, standing));
    if (edge.kind !== "po" || edge.cycle) {
      this.svg.append(this.text(x, y, edge.kind, "label " + shade));
    }
  }

  cycle() {
    const edges = this.story.graph.edges.filter((edge) => edge.cycle);
    edges.sort((a, b) => a.place - b.place);
    if (edges.length === 0) {
      return [];
    }
    const name = (i) => (i < 0 ? "initial value" : actionOf(this.story.steps[i]));
    const items = edges.map((edge) =>
      make(
        "li",
        { class: edge.cycle === "kept" ? "" : "bad" },
        `${name(edge.from)} \u2014${edge.kind}\u2192 ${name(edge.to)}` +
          (edge.note ? `: ${edge.cycle === "kept" ? "" : edge.cycle + ", "}${edge.note}` : ""),
      ),
    );
    const title = `Cycle, which ${this.story.graph.forbidding} forbids`;
    return [make("h4", {}, title), make("ol", {}, ...items)];
  }

  show(at) {
    this.boxes.forEach((box, i) => box.classList.toggle("here", i + 1 === at));
  }
}

// What is in the cycle is drawn last, over the rest.
function weight(edge) {
  return (edge.cycle ? 2 : 0) + (edge.kind === "po" ? 0 : 1);
}

function vertical(from, to) {
  const x = from.x + 24;
  const start = from.y + GRID.height;
  return { path: `M${x} ${start} V${to.y}`, x: x + 6, y: (start + to.y) / 2 + 4 };
}

function across(from, to) {
  const start = from.y + GRID.height / 2;
  const end = to.y + GRID.height / 2;
  if (from.column === to.column) {
    const side = from.x + GRID.box;
    const out = side + 34;
    return {
      path: `M${side} ${start} C${out} ${start} ${out} ${end} ${side} ${end}`,
      x: out - 8,
      y: (start + end) / 2,
    };
  }
  const right = to.x > from.x;
  const x1 = right ? from.x + GRID.box : from.x;
  const x2 = right ? to.x : to.x + GRID.box;
  return { path: `M${x1} ${start} L${x2} ${end}`, x: (x1 + x2) / 2 + 4, y: (start + end) / 2 - 5 };
}

function legend() {
  const kinds = { po: "program order", rf: "reads from", co: "coherence", fr: "from-reads" };
  const items = Object.entries(kinds).map(([kind, words]) =>
    make("span", { class: "key " + kind }, `${kind}: ${words}`),
  );
  return make(
    "p",
    { class: "legend" },
    ...items,
    make("span", { class: "key bad" }, "dashed: not kept"),
  );
}
