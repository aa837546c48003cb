// The component that Streamlit mounts: one diagram per place on the page, kept while scripts run again.

const DIAGRAMS = new WeakMap(); // shadow root → Diagram
const REMEMBERED = new Map(); // key in Python → what the reader opened, also when the page is left and visited again

export default function mount({ data, parentElement, setStateValue }) {
  if (!DIAGRAMS.has(parentElement)) DIAGRAMS.set(parentElement, new Diagram(parentElement));
  const diagram = DIAGRAMS.get(parentElement);
  diagram.tellPython = (name) => setStateValue("selected", name);
  diagram.update(data);
  return () => diagram.leave();
}

class Diagram {
  constructor(place) {
    this.host = place.querySelector(".diagram");
    this.canvas = place.querySelector(".canvas");
    this.camera = new Camera(this.canvas, () => hideCard(this));
    followPointer(this.canvas, this.camera);
    listenToBoxes(this);
    listenToKeys(this);
    listenToToolbar(this);
    listenToSearch(this);
    this.resizing = new ResizeObserver(() => this.resize());
    this.resizing.observe(this.canvas);
  }

  leave() {
    this.resizing.disconnect();
    DIAGRAMS.delete(this.host.getRootNode());
  }

  /** New data from Python: the reader's open groups, zoom and selection stay as far as names match. */
  update(data) {
    const isNew = this.graph !== data.graph;
    const memory = REMEMBERED.get(data.key) ?? { open: new Set(), each: new Set(), unfolded: false, measure: "", selected: null };
    REMEMBERED.set(data.key, memory);
    Object.assign(this, { memory, words: data.words, graph: data.graph });
    if (data.selected !== undefined && data.selected !== this.given) {
      this.given = data.selected;
      memory.selected = data.selected;
    }
    this.host.style.height = `${data.height}px`;
    writeWords(this);
    if (isNew) this.network = readNetwork(data.graph);
    this.ruler = makeRuler(getComputedStyle(this.host).fontFamily);
    this.draw(isNew && !this.camera.moved);
  }

  /** Lays out and paints what is open now. */
  draw(fit) {
    const start = performance.now();
    this.parts = visibleParts(this.network, this.openNow());
    this.parts.boxes.forEach((box) => describeBox(box, this.ruler, this.words));
    const view = this.camera.window;
    if (!view.width || !view.height) return;
    this.picture = layOut(this.parts, { width: view.width - 20, height: view.height - 20 }, this.ruler);
    const scene = { words: this.words, ruler: this.ruler, shareOf: measureShares(this), each: this.memory.each };
    const hasFocus = this.canvas.matches(":focus-within");
    this.canvas.querySelector(".world")?.remove();
    this.canvas.append(paintParts(this.parts, scene));
    paintLegend(this);
    if (fit) this.camera.fit(this.picture);
    else this.camera.apply();
    this.markSelected();
    setCurrent(this, this.current, hasFocus);
    this.host.dataset.boxes = this.parts.boxes.size;
    this.host.dataset.milliseconds = (performance.now() - start).toFixed(0);
  }

  openNow() {
    const open = new Set(this.memory.open);
    if (this.memory.unfolded) this.network.nodes.forEach((node) => node.kind === "fold" && open.add(node.id));
    return { open, each: this.memory.each };
  }

  /** Opens or closes the group with this id, and shows it: in the whole picture, or where that is too small, alone. */
  toggle(id, isOpen = !this.memory.open.has(id)) {
    isOpen ? this.memory.open.add(id) : this.memory.open.delete(id);
    const hasMoved = this.camera.moved;
    this.draw(!hasMoved);
    const part = this.parts.frames.get(id) ?? this.parts.boxes.get(id);
    if (isOpen && this.camera.scale < ZOOM.readable) this.camera.show(part);
    else if (hasMoved && part) this.camera.reveal(part);
    setCurrent(this, isOpen && part ? (firstBox(part)?.id ?? id) : id);
  }

  /** Shows the blocks of a row one by one, or one for all. */
  toggleEach(id) {
    const { each } = this.memory;
    each.has(id) ? each.delete(id) : each.add(id);
    this.draw(!this.camera.moved);
  }

  openAll() {
    this.network.nodes.forEach((node) => ["group", "repeat"].includes(node.kind) && this.memory.open.add(node.id));
    this.draw(true);
  }

  closeAll() {
    this.memory.open.clear();
    this.memory.each.clear();
    this.draw(true);
  }

  select(box) {
    this.memory.selected = box.node.head.name;
    this.markSelected();
    setCurrent(this, box.id);
    this.tellPython(this.memory.selected);
  }

  markSelected() {
    const chosen = this.network.layers.find((layer) => layer.name === this.memory.selected);
    const box = chosen && this.parts.shownAs.get(chosen.number);
    this.parts.boxes.forEach((other) => other.element.classList.toggle("selected", other === box));
  }

  resize() {
    if (this.network) this.draw(!this.camera.moved);
  }
}
