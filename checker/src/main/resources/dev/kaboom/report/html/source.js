// The source file of the current step, with its line marked, and where other contexts stand.

class SourcePane {
  constructor(files) {
    this.files = files;
    this.name = make("h3", {}, "Source");
    this.text = make("div", { class: "code" });
    this.pane = pane("Source", this.text);
    this.root = make("section", { class: "source" }, this.name, this.pane);
    this.shown = -1;
  }

  // step: null at the start; others: positions of contexts that wait, each {file, line, who}
  show(step, others) {
    for (const marked of this.text.querySelectorAll(".here, .waits")) {
      marked.classList.remove("here", "waits");
      marked.removeAttribute("aria-current");
      marked.querySelector(".who").textContent = "";
    }
    const placed = step && step.file >= 0;
    const place = placed ? step : others[others.length - 1];
    if (!place) {
      return;
    }
    this.load(place.file);
    for (const other of others.filter((waiting) => waiting.file === place.file)) {
      this.mark(other.line, "waits", other.who);
    }
    const line = placed ? this.mark(step.line, "here", "") : this.text.children[place.line - 1];
    if (line && placed) {
      line.setAttribute("aria-current", "true");
    }
    if (line) {
      reveal(this.pane, line);
    }
  }

  mark(number, kind, who) {
    const line = this.text.children[number - 1];
    if (line) {
      line.classList.add(kind);
      line.querySelector(".who").textContent = who;
    }
    return line;
  }

  load(file) {
    if (file === this.shown) {
      return;
    }
    this.shown = file;
    this.name.textContent = this.files[file].name;
    const lines = this.files[file].lines.map((text, i) =>
      make(
        "div",
        { class: "line" },
        make("span", { class: "number" }, String(i + 1)),
        make("span", { class: "text" }, text),
        make("span", { class: "who" }),
      ),
    );
    this.text.replaceChildren(...lines);
  }
}
