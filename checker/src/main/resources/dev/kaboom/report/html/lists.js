// Lists as boxes and arrows: next on the upper side, prev on the lower side of the boxes.

const BOX = { height: 40, gap: 54, top: 46, letter: 7.3 };

function boxWidth(name) {
  return Math.max(74, name.length * BOX.letter + 22);
}

function drawLists(rows, changed) {
  return make("div", { class: "lists" }, ...rows.map((row) => drawRow(row, changed)));
}

function drawRow(row, changed) {
  const places = [];
  let x = 12;
  for (const node of row.nodes) {
    const width = boxWidth(node.name);
    places.push({ left: x, right: x + width, middle: x + width / 2 });
    x += width + BOX.gap;
  }
  const last = row.nodes[row.nodes.length - 1].next;
  const width = x - BOX.gap + (last.to < 0 ? label(last).length * BOX.letter + 50 : 24);
  const svg = draw("svg", {
    width,
    height: BOX.top + BOX.height + 46,
    viewBox: `0 0 ${width} ${BOX.top + BOX.height + 46}`,
    role: "img",
    "aria-label": (row.kind === "loose" ? "not on a list: " : "list: ") + row.text,
  });
  row.nodes.forEach((node, i) => {
    drawNext(svg, node.next, i, places, kindOf(node.next, changed));
    if (node.prev) {
      drawPrev(svg, node.prev, i, places, kindOf(node.prev, changed));
    }
    drawBox(svg, node.name, places[i], row.kind);
  });
  const caption = row.kind === "loose" ? "not on a list" : "list";
  return pane("Drawing of a " + caption, make("p", { class: "caption" }, caption), svg);
}

function kindOf(pointer, changed) {
  if (pointer.broken) {
    return "bad";
  }
  return changed.has(pointer.cell) ? "new" : "plain";
}

function label(pointer) {
  return pointer.broken ? pointer.text + " (broken)" : pointer.text;
}

function drawBox(svg, name, place, kind) {
  const size = { width: place.right - place.left, height: BOX.height, rx: 4 };
  svg.append(
    draw("rect", { class: "box " + kind, x: place.left, y: BOX.top, ...size }),
    draw("text", { x: place.middle, y: BOX.top + 25, "text-anchor": "middle" }, name),
  );
}

function drawNext(svg, pointer, from, places, kind) {
  const here = places[from];
  const y = BOX.top + 12;
  if (pointer.to < 0) {
    svg.append(
      arrow(`M${here.right} ${y} h30`, kind),
      draw("text", { x: here.right + 36, y: y + 4, class: kind }, label(pointer)),
    );
  } else if (pointer.to === from + 1) {
    svg.append(arrow(`M${here.right} ${y} H${places[pointer.to].left}`, kind));
  } else {
    const up = BOX.top - 16 - 4 * Math.min(5, Math.abs(from - pointer.to));
    const start = here.middle + 14;
    const end = places[pointer.to].middle + (from === pointer.to ? -14 : 4);
    svg.append(arrow(`M${start} ${BOX.top} V${up} H${end} V${BOX.top}`, kind));
  }
}

function drawPrev(svg, pointer, from, places, kind) {
  const here = places[from];
  const bottom = BOX.top + BOX.height;
  const y = BOX.top + 29;
  if (pointer.to < 0) {
    svg.append(
      arrow(`M${here.left + 12} ${bottom} v20`, kind),
      draw("text", { x: here.left, y: bottom + 34, class: kind }, "prev: " + label(pointer)),
    );
  } else if (from > 0 && pointer.to === from - 1) {
    svg.append(arrow(`M${here.left} ${y} H${places[pointer.to].right}`, kind));
  } else {
    const down = bottom + 14 + 4 * Math.min(5, Math.abs(from - pointer.to));
    const start = here.middle - 14;
    const end = places[pointer.to].middle + (from === pointer.to ? 14 : -4);
    svg.append(arrow(`M${start} ${bottom} V${down} H${end} V${bottom}`, kind));
  }
}
