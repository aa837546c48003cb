// What stands in each box, and how large it therefore is.

const SIZES = {
  title: 14, text: 13, // px, of type
  junction: 28, // height in px
  stripe: 23, pad: 8, chip: 16, gap: 8,
  header: 24, side: 14, bottom: 4, // of a frame around an open group
};
// px: height of boxes and room between rows; whether groups say how much is in them
const DENSITIES = [{ box: 46, row: 24, notes: true }, { box: 39, row: 19, notes: false }];
const WIDER = { note: 1.2, value: 1.6 }; // times the width without notes that boxes may have with them
const JUNCTIONS = new Set(["add", "cat", "mul"]);
const LETTERS = {
  input: "I", conv: "C", depthwise: "DW", linear: "L", pool: "P", norm: "N", act: "A", drop: "D",
  shape: "S", pad: "Z", scale: "×", identity: "–", other: "O",
};

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

/** Gives `box` its texts, `role` and the width that it needs; the layout gives its place, width and height. */
function describeBox(box, ruler, words, measure) {
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
  box.hasValue = Boolean(measure) && !box.isJunction && node.totals[measure] > 0;
  if (box.hasValue) box.note = `${node.kind === "repeat" ? `${box.note} · ` : ""}${formatMeasure(measure, node)}`;
  box.isJunction ? sizeJunction(box, ruler) : sizeBox(box, ruler);
}

function foldedChips(fold) {
  return fold.layers
    .filter((layer) => layer !== fold.head && layer.type.letter)
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

/** Chips stand on the line that leaves more room. */
function sizeBox(box, ruler) {
  const { title, text, stripe, pad, gap } = SIZES;
  box.lines = [ruler(box.title, title, 600), ruler(box.text, text, 400)];
  const chips = box.chips.length ? gap + chipsWidth(box) : 0;
  box.chipsLine = box.lines[0] <= box.lines[1] ? 0 : 1;
  box.lines[box.chipsLine] += chips;
  box.noteWidth = box.note ? gap + ruler(box.note, text, 600) : 0;
  if (box.node.kind === "repeat") box.lines[0] += box.noteWidth;
  box.ownWidth = Math.ceil(Math.max(...box.lines, 88) + stripe + 2 * pad);
}

/**
 * Boxes of one frame are equally wide, so that columns have straight edges. Notes of groups stand on the line where all
 * have room; where that would make the boxes much wider they are left to the card.
 */
function evenWidths(frame) {
  const boxes = frame.children.filter((part) => part.kind === "box" && !part.isJunction);
  const plain = Math.max(...boxes.map((box) => box.ownWidth));
  const noted = boxes.filter((box) => box.note && box.node.kind !== "repeat");
  const frameOfText = SIZES.stripe + 2 * SIZES.pad;
  const needed = (line) => noted.map((box) => box.lines[line] + box.noteWidth + frameOfText);
  const withNotes = [0, 1].map((line) => Math.max(plain, ...needed(line)));
  const best = withNotes[0] <= withNotes[1] ? 0 : 1;
  const areValues = noted.some((box) => box.hasValue);
  const widest = plain * (areValues ? WIDER.value : WIDER.note);
  const hasNotes = (areValues || frame.density.notes) && withNotes[best] <= widest;
  boxes.forEach((box) => {
    box.width = hasNotes ? withNotes[best] : plain;
    box.noteLine = box.node.kind === "repeat" ? 0 : hasNotes && box.note ? best : -1;
  });
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

function formatMeasure(measure, { totals }) {
  if (measure === "field") return `${totals.field} px`;
  return measure === "memory" ? formatBytes(totals.memory) : formatCount(totals[measure]);
}

/** 802816 → `784 KiB`. */
function formatBytes(bytes) {
  return bytes < 1024 ** 2 ? `${(bytes / 1024).toPrecision(3)} KiB` : `${(bytes / 1024 ** 2).toPrecision(3)} MiB`;
}

/** 25557032 → `25.6 M`. */
function formatCount(count) {
  const steps = [[1e9, "G"], [1e6, "M"], [1e3, "k"]];
  const step = steps.find(([size]) => count >= size);
  return step ? `${(count / step[0]).toPrecision(3)} ${step[1]}` : String(count);
}
