// Buttons above the diagram, the search, the choice of a measure, and the legend below.

const MEASURES = ["params", "macs", "memory", "field"];
const SIGNS = { junction: "+", group: "▸" };
const LEGEND = [
  "input", "conv", "depthwise", "linear", "pool", "norm", "act", "drop", "shape", "other", "junction", "group",
];

function listenToToolbar(diagram) {
  const actions = {
    openAll: () => diagram.openAll(),
    closeAll: () => diagram.closeAll(),
    unfold: () => {
      diagram.memory.unfolded = !diagram.memory.unfolded;
      diagram.draw(true);
      writeWords(diagram);
    },
    zoomIn: () => diagram.camera.zoom(ZOOM.step),
    zoomOut: () => diagram.camera.zoom(1 / ZOOM.step),
    fit: () => diagram.camera.fit(diagram.picture, ZOOM.least),
    saveSvg: () => saveSvg(diagram),
    savePng: () => savePng(diagram),
  };
  diagram.host.querySelectorAll("[data-do]").forEach((button) => {
    button.addEventListener("click", actions[button.dataset.do]);
  });
  diagram.host.querySelector(".measure select").addEventListener("change", (event) => {
    diagram.memory.measure = event.target.value;
    diagram.draw(!diagram.camera.moved);
  });
}

/** Puts the words of the page's language on all controls. */
function writeWords({ host, canvas, words, memory }) {
  host.querySelectorAll("[data-do]").forEach((button) => {
    const label = words[button.dataset.do];
    button.title = label;
    button.setAttribute("aria-label", label);
    if (!["zoomIn", "zoomOut", "saveSvg", "savePng"].includes(button.dataset.do)) button.textContent = label;
  });
  host.querySelector("[data-do=unfold]").setAttribute("aria-pressed", memory.unfolded);
  host.querySelector(".toolbar").setAttribute("aria-label", words.toolbar);
  canvas.setAttribute("aria-label", words.diagram);
  const search = host.querySelector(".search input");
  search.placeholder = words.search;
  search.setAttribute("aria-label", words.search);
  host.querySelector(".search ul").setAttribute("aria-label", words.search);
  host.querySelector(".hint").textContent = words.wheel;
  host.querySelector(".measure span").textContent = words.measure;
  const select = host.querySelector(".measure select");
  select.replaceChildren(...["", ...MEASURES].map((name) => new Option(name ? words[name] : words.none, name)));
  select.value = memory.measure;
}

/** For each box its share of the largest visible one, by the chosen measure. */
function measureShares({ memory, parts }) {
  const { measure } = memory;
  if (!measure) return () => 0;
  const most = Math.max(...[...parts.boxes.values()].map((box) => box.node.totals[measure]), 1);
  return (box) => box.node.totals[measure] / most;
}

function paintLegend({ host, parts, words }) {
  const boxes = [...parts.boxes.values()];
  const roles = new Set(boxes.map((box) => (box.isJunction ? "junction" : box.role)));
  const shown = LEGEND.filter((role) => roles.has(role));
  const entries = shown.map((role) => legendEntry(role, SIGNS[role] ?? LETTERS[role], words[role]));
  for (const [letter, { role, titles }] of foldedLetters(boxes)) {
    entries.push(legendEntry(role, letter, role === "scale" ? words.scale : [...titles].join(", "), "folded"));
  }
  const isOff = (box) => box.isOff || box.chips.some((chip) => chip.isOff);
  if (boxes.some(isOff)) entries.push(legendEntry("off", "–", words.off));
  if (boxes.some((box) => box.node.changed)) entries.push(legendEntry("changed", "", words.changed));
  host.querySelector(".legend").replaceChildren(...entries);
}

/** Letter of what is folded into boxes → its role, and the names of what it stands for here. */
function foldedLetters(boxes) {
  const letters = new Map();
  for (const { letter, isOff, layer } of boxes.flatMap((box) => box.chips)) {
    if (isOff) continue;
    if (!letters.has(letter)) letters.set(letter, { role: layer.type.role, titles: new Set() });
    letters.get(letter).titles.add(layer.type.title);
  }
  return letters;
}

function legendEntry(role, letter, label, style = "kind") {
  const entry = document.createElement("li");
  const sign = document.createElement("i");
  sign.textContent = letter;
  sign.className = style;
  sign.dataset.role = role;
  entry.append(sign, label);
  return entry;
}
