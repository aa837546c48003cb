// What stands in each box, and how large it therefore is.

const SIZES = {
  title: 14, text: 12.5, // px, of type
  box: 46, junction: 28, // heights in px
  stripe: 24, pad: 9, chip: 16, gap: 8,
  header: 26, side: 14, bottom: 12, // of a frame around an open group
};
const JUNCTIONS = new Set(["add", "cat", "mul"]);
const LETTERS = { input: "I", conv: "C", depthwise: "DW", linear: "L", pool: "P", norm: "N", act: "A", drop: "D" };

/** Measures text in the type of the page. */
function makeRuler(fontFamily) {
  const context = document.createElement("canvas").getContext("2d");
  const widths = new Map();
  return (text, size, weight) => {
    const key = `${weight} ${size} ${text}`;
    if (!widths.has(key)) {
      context.font = `${weight} ${size}px ${fontFamily}`;
      widths.set(key, context.measureText(text).width);
    }
    return widths.get(key);
  };
}

/** Gives `box` its texts, `role`, `shapeOf`, `width` and `height`. */
function describeBox(box, ruler, words) {
  const { node } = box;
  const { type } = node.head ?? {};
  box.role = type ? type.role : "group";
  box.isJunction = JUNCTIONS.has(box.role);
  box.chips = node.kind === "fold" ? foldedChips(node) : [];
  box.isOff = node.layers.every((layer) => layer.type.role === "identity");
  box.letter = LETTERS[box.role] ?? "";
  box.title = type ? type.title : groupTitle(node);
  box.text = formatShape(node.last.shape);
  box.note = type ? "" : groupNote(node, words);
  box.isJunction ? sizeJunction(box, ruler) : sizeBox(box, ruler);
}

function foldedChips(fold) {
  return fold.layers
    .filter((layer) => layer !== fold.head)
    .map((layer) => ({ letter: layer.type.letter, isOff: layer.type.role === "identity", layer }));
}

function groupTitle(node) {
  if (node.kind === "group") return shortPath(node.path);
  const lastPart = node.paths.at(-1).split(".").at(-1);
  return `${shortPath(node.path)}–${lastPart}`;
}

/** `×6` for a row of equal blocks, `3 blocks` for a group of groups, else how many convolutions. */
function groupNote(node, words) {
  if (node.kind === "repeat") return `×${node.paths.length}`;
  const blocks = node.children.reduce((sum, child) => sum + blocksIn(child), 0);
  if (blocks > 1) return words.blocks.replace("{count}", blocks);
  const isConvolution = (layer) => ["conv", "depthwise"].includes(layer.type.role);
  const convolutions = node.layers.filter(isConvolution).length;
  return convolutions ? `${convolutions} conv` : "";
}

function blocksIn(node) {
  if (node.kind === "repeat") return node.paths.length;
  return node.kind === "group" ? 1 : 0;
}

function sizeBox(box, ruler) {
  const { title, text, stripe, pad, chip, gap } = SIZES;
  const first = ruler(box.title, title, 600) + (box.note ? gap + ruler(box.note, text, 600) : 0);
  const second = ruler(box.text, text, 400) + (box.chips.length ? gap + chipsWidth(box) : 0);
  box.width = Math.ceil(Math.max(first, second, 88) + stripe + 2 * pad);
  box.height = SIZES.box;
}

function sizeJunction(box, ruler) {
  const { title, text, pad, gap } = SIZES;
  box.text = box.role === "cat" ? String(box.node.last.shape[0]) : "";
  const textWidth = box.text ? gap + ruler(box.text, text, 400) : 0;
  const chipsSpace = box.chips.length ? gap + chipsWidth(box) : 0;
  box.width = Math.ceil(Math.max(SIZES.junction, ruler(box.title, title, 600) + textWidth + chipsSpace + 2 * pad));
  box.height = SIZES.junction;
}

function chipWidth(chip) {
  return chip.letter.length > 1 ? SIZES.chip + 8 : SIZES.chip;
}

function chipsWidth(box) {
  return box.chips.reduce((sum, chip) => sum + chipWidth(chip) + 2, -2);
}

function formatShape(shape) {
  return shape.join(" × ");
}

/** 25557032 → `25.6 M`. */
function formatCount(count) {
  const steps = [[1e9, "G"], [1e6, "M"], [1e3, "k"]];
  const step = steps.find(([size]) => count >= size);
  return step ? `${(count / step[0]).toPrecision(3)} ${step[1]}` : String(count);
}
