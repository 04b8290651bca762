// Memory, store buffers, what the compiler holds back, and the lists, as they are after a step.

class StatePane {
  constructor(story, files) {
    this.story = story;
    this.files = files;
    this.memories = memoriesOf(story.states, story.cells.length);
    this.all = make("input", { type: "checkbox" });
    this.all.addEventListener("change", () => this.show(this.at));
    const all = make("label", {}, this.all, " all cells, not only those that the trace touches");
    this.body = make("tbody", {});
    const heads = ["cell", "value", "in this step"].map((text) =>
      make("th", { scope: "col" }, text),
    );
    const caption = make("caption", { class: "unseen" }, "Memory after the step");
    const table = make(
      "table",
      {},
      caption,
      make("thead", {}, make("tr", {}, ...heads)),
      this.body,
    );
    this.lists = make("div", {});
    this.cpus = make("div", { class: "cpus" });
    this.memory = make(
      "section",
      { class: "memory" },
      make("h3", {}, "Memory"),
      all,
      pane("Memory", table),
    );
    this.drawing = make("section", { class: "drawing" }, make("h3", {}, "Lists"), this.lists);
    this.buffers = make("section", { class: "buffers" }, make("h3", {}, "CPUs"), this.cpus);
    const left = make("div", {}, this.drawing, this.buffers);
    this.root = make("div", { class: "state" }, left, this.memory);
  }

  show(at) {
    this.at = at;
    const effects = at > 0 ? this.story.steps[at - 1].effects : [];
    this.showMemory(at, effects);
    this.showCpus(this.story.states[at].cpus);
    const rows = latest(this.story.states, at);
    this.drawing.hidden = rows.length === 0;
    const changed = new Set(this.story.states[at].memory.map((change) => change.cell));
    this.lists.replaceChildren(drawLists(rows, at > 0 ? changed : new Set()));
  }

  showMemory(at, effects) {
    const now = this.memories[at];
    const before = this.memories[Math.max(0, at - 1)];
    const rows = this.story.cells
      .map((cell, i) => ({ cell, i }))
      .filter(({ cell }) => cell.touched || this.all.checked)
      .map(({ cell, i }) =>
        memoryRow(
          cell.name,
          now[i],
          before[i],
          effects.filter((e) => e.cell === i),
        ),
      );
    this.body.replaceChildren(...rows);
  }

  showCpus(cpus) {
    const shown = cpus.map((cpu, i) => ({ cpu, name: this.nameOf(i) }));
    this.cpus.replaceChildren(...shown.map(({ cpu, name }) => this.cpu(cpu, name)));
  }

  nameOf(number) {
    const column = this.story.cpus.find((cpu) => cpu.number === number);
    return column ? column.name : "CPU " + number;
  }

  cpu(cpu, name) {
    const flags = [cpu.halted ? "halted" : "", cpu.masked ? "interrupts masked" : ""].filter(
      Boolean,
    );
    const title = make("h4", {}, name + (flags.length > 0 ? ": " + flags.join(", ") : ""));
    const parts = [title];
    if (this.story.buffered) {
      parts.push(queue("store buffer, oldest first", cpu.buffer, "ol"));
    }
    if (this.story.reordered) {
      const held = cpu.held.map((place) => `${place.line}: ${place.text}`);
      parts.push(queue("accesses not done yet: the compiler may put them off", held, "ul"));
    }
    return make("div", { class: "cpu" }, ...parts);
  }
}

function queue(title, entries, kind) {
  const items = entries.map((text) => make("li", {}, text));
  const list = items.length > 0 ? make(kind, {}, ...items) : make("p", { class: "empty" }, "empty");
  return make("div", {}, make("p", { class: "caption" }, title), list);
}

function memoryRow(name, now, before, effects) {
  const read = effects.filter((effect) => effect.kind === "read").map((e) => "read " + e.value);
  const waits = effects
    .filter((effect) => effect.kind === "buffer")
    .map((e) => "buffered " + e.value);
  const written = now === before ? [] : ["was " + before];
  const same = effects.some((e) => e.kind === "write") && now === before ? ["written again"] : [];
  const notes = [...read, ...waits, ...written, ...same].join(", ");
  const kind = now !== before ? "changed" : notes ? "used" : "";
  const cells = [make("td", {}, now), make("td", {}, notes)];
  return make("tr", { class: kind }, make("th", { scope: "row" }, name), ...cells);
}

// The memory of each state, put together from what has changed.
function memoriesOf(states, cells) {
  let memory = new Array(cells).fill("");
  return states.map((state) => {
    memory = memory.slice();
    state.memory.forEach((change) => (memory[change.cell] = change.value));
    return memory;
  });
}

// The lists of a state: they are in the data where they have changed.
function latest(states, at) {
  let i = at;
  while (i > 0 && !states[i].lists) {
    i--;
  }
  return states[i].lists || [];
}
