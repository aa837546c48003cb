// What clicking and pointing at a box does: open or select, the card with all its numbers, the edges that touch it.

const REST = 120; // ms

function listenToBoxes(diagram) {
  const { canvas } = diagram;
  let aimed = null;
  canvas.addEventListener("pointerdown", ({ target }) => { aimed = target; });
  canvas.addEventListener("pointerup", () => { // no click follows where a redraw has taken away what was aimed at
    if (aimed && !aimed.isConnected) press(diagram, aimed, 1);
    aimed = null;
  });
  canvas.addEventListener("click", ({ target, detail }) => press(diagram, target, detail));
  let last = "";
  canvas.addEventListener("pointermove", (event) => {
    const place = `${Math.round(event.clientX)} ${Math.round(event.clientY)}`;
    if (place === last) return; // the picture moved, not the pointer
    last = place;
    pointAt(diagram, event.buttons ? null : diagram.parts?.boxes.get(event.target.closest(".box")?.dataset.id));
  });
  canvas.addEventListener("pointerleave", () => {
    pointAt(diagram, null);
  });
}

/** A click on `target`, the `count`th of a row. */
function press(diagram, target, count) {
  if (diagram.canvas.classList.contains("dragging")) return;
  const row = target.closest("[data-each]")?.dataset.each;
  const id = row ?? target.closest("[data-id]")?.dataset.id;
  if (count > 1) return id === diagram.clicked && unfold(diagram, id); // or it hits what the first has opened
  diagram.clicked = id;
  if (row) diagram.toggleEach(row);
  else if (id) activate(diagram, id);
}

/** Lights the edges of a box at once, and shows its card when the pointer rests on it. */
function pointAt(diagram, box) {
  if ((box ?? null) === diagram.pointed) return;
  hideCard(diagram);
  diagram.pointed = box ?? null;
  lightLinks(diagram, box);
  if (box) diagram.waiting = setTimeout(() => showCard(diagram, box), REST);
}

/** A double click shows the layers of a folded box one by one, and folds them again. */
function unfold(diagram, id) {
  const node = diagram.network.nodes.get(id);
  const fold = node?.kind === "layer" ? node.parent : node;
  if (fold?.kind === "fold") diagram.toggle(fold.id);
}

/** Opens a closed group, closes an open one, selects a layer. */
function activate(diagram, id) {
  const box = diagram.parts.boxes.get(id);
  if (!box || box.role === "group") diagram.toggle(id);
  else diagram.select(box);
}

function lightLinks(diagram, box) {
  const touches = ({ source, target }) => source === box || target === box;
  diagram.canvas.querySelectorAll(".link").forEach((link) => link.classList.toggle("near", link.ends.some(touches)));
}

function showCard(diagram, box) {
  const card = diagram.host.querySelector(".card");
  card.replaceChildren(...cardContent(box, diagram.words));
  card.hidden = false;
  const stage = diagram.canvas.getBoundingClientRect();
  const place = box.element.getBoundingClientRect();
  const right = place.right - stage.left + 10;
  const left = right + card.offsetWidth > stage.width ? place.left - stage.left - card.offsetWidth - 10 : right;
  const top = Math.min(place.top - stage.top, stage.height - card.offsetHeight - 6);
  card.style.left = `${Math.max(4, left)}px`;
  card.style.top = `${Math.max(4, top)}px`;
}

function hideCard(diagram) {
  clearTimeout(diagram.waiting);
  diagram.pointed = null;
  diagram.host.querySelector(".card").hidden = true;
}

function cardContent(box, words) {
  const { node } = box;
  const name = document.createElement("b");
  name.textContent = node.head?.name ?? node.path;
  const table = document.createElement("table");
  for (const [label, value] of cardRows(node, words)) {
    const row = table.insertRow();
    const head = document.createElement("th");
    head.textContent = label;
    row.append(head);
    row.insertCell().textContent = value;
  }
  return [name, table];
}

/** Label and value of all that is known of a box; 1 × 1 strides and the like are left out. */
function cardRows(node, words) {
  const { totals } = node;
  const rows = node.head ? layerRows(node, words) : [[words.layers, node.layers.length]];
  rows.push([words.output, formatShape(node.last.shape)]);
  rows.push([words.params, totals.params.toLocaleString("en")], [words.macs, totals.macs.toLocaleString("en")]);
  rows.push([words.memory, `${(totals.memory / 1024).toLocaleString("en", { maximumFractionDigits: 1 })} KiB`]);
  if (totals.field) rows.push([words.field, `${totals.field} px`]);
  return rows;
}

function layerRows(node, words) {
  const { type } = node.head;
  const isFold = node.kind === "fold";
  const rows = isFold ? node.layers.map((layer) => [layer.own, layer.type.kind]) : [[words.kind, type.kind]];
  for (const setting of ["kernel", "stride", "padding", "dilation"]) {
    const plain = { kernel: "", stride: "1 × 1", padding: "0 × 0", dilation: "1 × 1" }[setting];
    const value = type[setting]?.join(" × ");
    if (value && value !== plain) rows.push([words[setting], value]);
  }
  if (type.groups > 1) rows.push([words.groups, type.groups]);
  return rows;
}
