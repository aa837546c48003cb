// The keyboard: arrows walk along edges, Enter opens or selects, Backspace closes the group around.

function listenToKeys(diagram) {
  const stage = diagram.canvas.parentElement; // not the canvas: Chromium would let Tab stop there too
  stage.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = keyAction(diagram, event.key);
    if (!act) return;
    event.preventDefault();
    act();
  });
  stage.addEventListener("focusin", (event) => {
    const id = event.target.closest("[data-id]")?.dataset.id;
    if (id && id !== diagram.current) setCurrent(diagram, id, false);
  });
}

function keyAction(diagram, key) {
  const part = currentPart(diagram);
  switch (key) {
    case "ArrowDown": return () => walkTo(diagram, nextAlong(diagram, part, "source", "target"));
    case "ArrowUp": return () => walkTo(diagram, nextAlong(diagram, part, "target", "source"));
    case "ArrowRight": return () => walkTo(diagram, nearestBeside(diagram, part, 1));
    case "ArrowLeft": return () => walkTo(diagram, nearestBeside(diagram, part, -1));
    case "Home": return () => walkTo(diagram, firstBox(diagram.parts.root));
    case "Enter": case " ": return () => part && activate(diagram, part.id);
    case "Backspace": case "Escape": return () => closeAround(diagram, part);
    case "+": case "=": return () => diagram.camera.zoom(ZOOM.step);
    case "-": return () => diagram.camera.zoom(1 / ZOOM.step);
    case "0": return () => diagram.camera.fit(diagram.picture, ZOOM.least);
    case "/": return () => diagram.host.querySelector(".search input").focus();
    default: return null;
  }
}

function currentPart(diagram) {
  const { parts, current } = diagram;
  return parts.boxes.get(current) ?? parts.frames.get(current) ?? firstBox(parts.root);
}

function firstBox(frame) {
  const [first] = frame.children ?? [];
  return first?.kind === "frame" ? firstBox(first) : first;
}

/** The first box that an edge leads to from `part`: in running order, so that the main path comes before a skip. */
function nextAlong(diagram, part, from, to) {
  const ends = diagram.parts.edges.filter((edge) => edge[from] === part).map((edge) => edge[to]);
  const far = (box) => Math.abs(box.node.last.number - part.node.last.number);
  return ends.sort((a, b) => far(a) - far(b))[0];
}

/** The box whose middle is nearest on one side, boxes at the same height first. */
function nearestBeside(diagram, part, side) {
  const middle = ({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 });
  const here = middle(part);
  let best = null;
  for (const box of diagram.parts.boxes.values()) {
    const there = middle(box);
    const along = (there.x - here.x) * side;
    const cost = along + 3 * Math.abs(there.y - here.y);
    if (box !== part && along > 1 && (!best || cost < best.cost)) best = { box, cost };
  }
  return best?.box;
}

function walkTo(diagram, part) {
  if (!part) return;
  setCurrent(diagram, part.id, true);
  diagram.camera.reveal(part);
  showCard(diagram, part);
  lightLinks(diagram, part);
}

function closeAround(diagram, part) {
  const frame = part?.kind === "frame" ? part : part?.frame;
  if (frame?.parent) diagram.toggle(frame.id, false);
}

/** The box that Tab comes to and arrows start from; exactly one box is in the page's order of Tab. */
function setCurrent(diagram, id, focus = diagram.canvas.matches(":focus-within")) {
  const elements = [...diagram.canvas.querySelectorAll("[data-id]")];
  const element = elements.find((candidate) => candidate.dataset.id === id) ?? elements[0];
  if (!element) return;
  diagram.current = element.dataset.id;
  elements.forEach((other) => other.setAttribute("tabindex", other === element ? 0 : -1));
  if (focus) element.focus({ preventScroll: true });
}
