// Search by the name of a layer: what is found opens, and stands in the middle.

const MOST_FOUND = 8;

function listenToSearch(diagram) {
  const input = diagram.host.querySelector(".search input");
  const list = diagram.host.querySelector(".search ul");
  let chosen = 0;
  const update = () => {
    const found = findNodes(diagram.network, input.value);
    list.replaceChildren(...found.map((node, k) => foundEntry(node, k === chosen)));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    return found;
  };
  const goTo = (node) => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    if (node) revealNode(diagram, node);
  };
  input.addEventListener("input", () => { chosen = 0; update(); });
  input.addEventListener("keydown", (event) => {
    const found = findNodes(diagram.network, input.value);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      chosen = (chosen + (event.key === "ArrowDown" ? 1 : found.length - 1)) % Math.max(found.length, 1);
      event.preventDefault();
      update();
    }
    if (event.key === "Enter") goTo(found[chosen]);
    if (event.key === "Escape") goTo(null);
  });
  input.addEventListener("blur", () => setTimeout(() => goTo(null), 150));
  list.addEventListener("pointerdown", (event) => {
    const id = event.target.closest("li")?.dataset.id;
    if (id) goTo(diagram.network.nodes.get(id));
  });
}

function nodeName(node) {
  return node.head?.name ?? node.path;
}

/** Layers and groups whose name contains `text`, those that begin with it first. */
function findNodes(network, text) {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return [];
  const matches = (node) => node.id && node.kind !== "repeat" && nodeName(node).toLowerCase().includes(wanted);
  const isInFold = (node) => node.kind === "layer" && node.parent.kind === "fold" && node.head === node.parent.head;
  const rank = (node) => [nodeName(node).toLowerCase().startsWith(wanted) ? 0 : 1, nodeName(node).length];
  return [...network.nodes.values()]
    .filter((node) => matches(node) && !isInFold(node))
    .sort((a, b) => rank(a)[0] - rank(b)[0] || rank(a)[1] - rank(b)[1])
    .slice(0, MOST_FOUND);
}

function foundEntry(node, isChosen) {
  const entry = document.createElement("li");
  entry.textContent = nodeName(node);
  entry.dataset.id = node.id;
  entry.setAttribute("role", "option");
  entry.setAttribute("aria-selected", String(isChosen));
  return entry;
}

/** Opens all around `node`, so that it, or the box that it is folded into, is on the picture; and goes there. */
function revealNode(diagram, node) {
  const { memory } = diagram;
  for (let [inner, around] = [node, node.parent]; around?.id; [inner, around] = [around, around.parent]) {
    if (around.kind === "fold" && !memory.unfolded) node = around;
    else memory.open.add(around.id);
    if (around.kind === "repeat" && inner !== around.children[0]) memory.each.add(around.id);
  }
  diagram.draw(!diagram.camera.moved);
  const part = diagram.parts.boxes.get(node.id) ?? diagram.parts.frames.get(node.id);
  if (part) walkTo(diagram, part);
}
