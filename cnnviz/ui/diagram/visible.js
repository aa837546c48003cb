// What is on the picture while some groups are open: boxes, frames around them, and edges between boxes.

/**
 * `open`: ids of open groups, rows of equal blocks and folds; `each`: ids of rows whose blocks stand one by one.
 * An open row shows its first block only, which stands for all.
 */
function visibleParts(network, { open, each }) {
  const parts = { boxes: new Map(), frames: new Map(), shownAs: new Map(), rows: [] };
  const root = { id: "", node: network.root, parent: null, children: [] };
  parts.frames.set("", root);
  network.root.children.forEach((child) => show(child, root, parts, open, each));
  parts.root = root;
  parts.edges = visibleEdges(network, parts);
  return parts;
}

function show(node, frame, parts, open, each) {
  const isOpen = open.has(node.id) && node.kind !== "layer";
  if (!isOpen) return showBox(node, frame, parts);
  if (node.kind === "fold") return node.children.forEach((child) => showBox(child, frame, parts));
  const inner = { id: node.id, node, parent: frame, children: [], kind: "frame" };
  parts.frames.set(node.id, inner);
  frame.children.push(inner);
  if (node.kind === "repeat" && !each.has(node.id)) return showFirstBlock(node, inner, parts, open, each);
  node.children.forEach((child) => show(child, inner, parts, open, each));
}

function showBox(node, frame, parts) {
  const box = { id: node.id, node, frame, kind: "box" };
  parts.boxes.set(box.id, box);
  frame.children.push(box);
  node.layers.forEach((layer) => parts.shownAs.set(layer.number, box));
}

function showFirstBlock(repeat, frame, parts, open, each) {
  const { first, size } = repeat.range;
  repeat.children[0].children.forEach((child) => show(child, frame, parts, open, each));
  for (let number = first + size; number < first + size * repeat.children.length; number++) {
    parts.shownAs.set(number, parts.shownAs.get(first + ((number - first) % size)));
  }
  parts.rows.push({ first, size, end: first + size * repeat.children.length });
}

/** Edges between boxes, each once. */
function visibleEdges(network, parts) {
  const edges = new Map();
  for (const layer of network.layers) {
    const target = parts.shownAs.get(layer.number);
    for (const input of layer.inputs) {
      const source = parts.shownAs.get(input);
      if (source === target || joinsEqualBlocks(input, layer.number, parts.rows)) continue;
      edges.set(`${source.id}>${target.id}`, { source, target });
    }
  }
  return [...edges.values()];
}

/** True for an edge from one block of an open row to the next: it has no place in the one that is shown. */
function joinsEqualBlocks(source, reader, rows) {
  for (let k = rows.length - 1; k >= 0; k--) { // rows around others come last
    const { first, size, end } = rows[k];
    const block = (number) => (number >= first && number < end ? Math.floor((number - first) / size) : null);
    const [from, to] = [block(source), block(reader)];
    if (from !== null && to !== null && from !== to) return true;
    if (from !== null) source -= from * size;
    if (to !== null) reader -= to * size;
  }
  return false;
}

/** The frames around a box or frame, outermost first. */
function framesAround(part) {
  const around = [];
  for (let frame = part.frame ?? part.parent; frame; frame = frame.parent) around.unshift(frame);
  return around;
}
