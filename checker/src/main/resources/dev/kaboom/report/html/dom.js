// Makes elements. What is text in the data becomes text in the page, never markup.

const svgSpace = document.getElementById("blank").namespaceURI;

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== null && value !== undefined) {
      node.setAttribute(name, value === true ? "" : value);
    }
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

function make(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

function draw(name, attributes = {}, ...children) {
  return fill(document.createElementNS(svgSpace, name), attributes, children);
}

function button(text, label, act) {
  const made = make("button", { type: "button", "aria-label": label, title: label }, text);
  made.addEventListener("click", act);
  return made;
}

// A pane that scrolls by itself, so that the page never gets wider than the screen.
function pane(label, ...children) {
  return make(
    "div",
    { class: "scroll", role: "region", tabindex: "0", "aria-label": label },
    ...children,
  );
}

// Scrolls a pane, and not the page, until a child of it can be seen.
function reveal(scrolled, child) {
  const room = scrolled.clientHeight;
  const top = child.getBoundingClientRect().top - scrolled.getBoundingClientRect().top;
  if (top < 40 || top + child.offsetHeight > room - 20) {
    scrolled.scrollTop += top - room / 2;
  }
}

// Heads of arrows; every drawing of the page refers to them.
for (const kind of ["plain", "bad", "new", "rf", "co", "fr"]) {
  const head = draw("path", { d: "M0 0 L8 4 L0 8 z", class: "head " + kind });
  const size = { markerWidth: 8, markerHeight: 8, refX: 7, refY: 4 };
  const fixed = { orient: "auto", markerUnits: "userSpaceOnUse" };
  const marker = draw("marker", { id: "head-" + kind, ...size, ...fixed }, head);
  document.getElementById("blank").append(draw("defs", {}, marker));
}

function arrow(path, kind, more = "") {
  const attributes = {
    d: path,
    class: `arrow ${kind} ${more}`,
    "marker-end": `url(#head-${kind})`,
  };
  return draw("path", attributes);
}
