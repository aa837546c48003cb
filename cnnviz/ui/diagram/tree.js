// The data from Python becomes layers, and boxes in boxes.

/** Layers in running order and the tree of boxes; equal blocks, sent once, are written out. */
function readNetwork(data) {
  const layers = readLayers(data);
  data.items.forEach((item) => writeOutRepeats(item, layers));
  layers.forEach((layer) => finishLayer(layer, data));
  const root = { id: "", kind: "group", path: "", parent: null };
  root.children = data.items.map((item) => makeNode(item, root, layers, { offset: 0, from: "", to: "" }));
  const nodes = new Map();
  indexNode(root, nodes, layers);
  return { layers, root, nodes };
}

function readLayers(data) {
  const layers = new Array(data.count);
  const changed = new Set(data.changed);
  for (const [number, block, own, type, inputs, shape, params, fanIn] of data.layers) {
    layers[number] = {
      number, own, inputs, params, fanIn,
      block: data.blocks[block], type: data.types[type], shape: data.shapes[shape], changed: changed.has(number),
    };
  }
  return layers;
}

/** Copies the layers of the first of several equal blocks to the others, inner rows of blocks first. */
function writeOutRepeats(item, layers) {
  if (typeof item === "number" || item.fold) return;
  item.items.forEach((inner) => writeOutRepeats(inner, layers));
  const { members = [], first, size, out } = item;
  for (let member = 1; member < members.length; member++) {
    const shift = member * size;
    const isInside = (number) => number >= first && number < first + size;
    for (let number = first; number < first + size; number++) {
      const original = layers[number];
      layers[number + shift] = {
        ...original,
        number: number + shift,
        block: members[member] + original.block.slice(members[0].length),
        inputs: original.inputs.map((input) => (isInside(input) ? input + shift : out + shift - size)),
      };
    }
  }
}

function finishLayer(layer, data) {
  const size = layer.shape.reduce((product, side) => product * side, 1);
  layer.name = layer.block ? `${layer.block}.${layer.own}` : layer.own;
  layer.macs = size * layer.fanIn;
  layer.memory = layer.type.stored ? 4 * size : 0;
  layer.field = data.fields[layer.number] ?? null;
}

/** One box of the tree; `place` says by how much a copy of an equal block is shifted, and how its path begins. */
function makeNode(item, parent, layers, place) {
  if (typeof item === "number") {
    const layer = layers[item + place.offset];
    return { id: `layer:${layer.name}`, kind: "layer", parent, head: layer, children: [] };
  }
  if (item.fold) {
    const head = layers[item.head + place.offset];
    const fold = { id: `fold:${head.name}`, kind: "fold", parent, head };
    fold.children = item.fold.map((number) => makeNode(number, fold, layers, place));
    return fold;
  }
  return item.members ? makeRepeat(item, parent, layers, place) : makeGroup(item, parent, layers, place, item.path);
}

function makeGroup(item, parent, layers, place, path) {
  const renamed = place.to + path.slice(place.from.length);
  const group = { id: `group:${renamed}`, kind: "group", parent, path: renamed };
  group.children = item.items.map((inner) => makeNode(inner, group, layers, place));
  return group;
}

function makeRepeat(item, parent, layers, place) {
  const rename = (path) => place.to + path.slice(place.from.length);
  const paths = item.members.map(rename);
  const repeat = { id: `repeat:${paths[0]}`, kind: "repeat", parent, path: paths[0], paths };
  repeat.children = paths.map((path, member) => {
    const shifted = { offset: place.offset + member * item.size, from: item.members[0], to: path };
    return makeGroup(item, repeat, layers, shifted, item.members[0]);
  });
  repeat.range = { first: item.first + place.offset, size: item.size };
  return repeat;
}

/** Adds to each node its layers and totals, and to `nodes` the node itself by its id. */
function indexNode(node, nodes, layers) {
  nodes.set(node.id, node);
  node.children.forEach((child) => indexNode(child, nodes, layers));
  node.layers = node.kind === "layer" ? [node.head] : node.children.flatMap((child) => child.layers);
  const sum = (measure) => node.layers.reduce((total, layer) => total + layer[measure], 0);
  node.totals = { params: sum("params"), macs: sum("macs"), memory: sum("memory") };
  node.totals.field = node.layers.reduce((widest, layer) => Math.max(widest, layer.field ?? 0), 0);
  node.changed = node.layers.some((layer) => layer.changed);
  node.last = node.kind === "fold" ? node.layers.at(-1) : lastLayer(node);
}

function lastLayer(node) {
  return node.layers.reduce((last, layer) => (layer.number > last.number ? layer : last));
}

/** `layer1.0` under anything; `conv1` under `layer1.0`: as short as it stays clear. */
function shortPath(path) {
  const parts = path.split(".");
  let start = parts.length - 1;
  while (start > 0 && /^\d+$/.test(parts[start])) start--;
  return parts.slice(start).join(".");
}
