// The component that Streamlit mounts: one diagram per place on the page, kept while scripts run again.

const DIAGRAMS = new WeakMap(); // shadow root → Diagram
const REMEMBERED = new Map(); // key in Python → what the reader opened, also when the page is left and visited again
const SMALLEST = 13; // px, the smallest type of boxes

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
  update({ graph, words, key, height, selected }) {
    if (!REMEMBERED.has(key)) REMEMBERED.set(key, { open: new Set(), each: new Set(), unfolded: false, measure: "" });
    this.memory = REMEMBERED.get(key);
    if (selected !== this.given) this.selected = selected ?? null;
    this.given = selected;
    const shown = [graph, height, JSON.stringify(words)].join();
    if (shown === this.shown) return this.markSelected();
    const isFirst = !this.shown;
    Object.assign(this, { shown, words, network: readNetwork(JSON.parse(graph)) });
    this.host.style.height = `${height}px`;
    writeWords(this);
    if (isFirst) this.measureType();
    else requestAnimationFrame(() => setTimeout(() => this.measureType())); // the totals above are painted first
    if (isFirst && document.fonts.status === "loading") document.fonts.ready.then(() => this.measureType());
  }

  /** Draws with the widths that texts have in the page's font; that may come after the first picture. */
  measureType() {
    this.ruler = makeRuler(getComputedStyle(this.host).fontFamily);
    this.draw(!this.camera.moved);
  }

  /** Lays out and paints what is open now; `toggled`: what has just been opened or closed. */
  draw(fit, toggled = null) {
    const start = performance.now();
    const before = placesOnScreen(this);
    this.parts = visibleParts(this.network, this.openNow());
    this.parts.boxes.forEach((box) => describeBox(box, this.ruler, this.words, this.memory.measure));
    const view = this.camera.window;
    if (!view.width || !view.height) return;
    this.drawnFor = `${view.width} ${view.height}`;
    const leastType = parseFloat(getComputedStyle(this.host).getPropertyValue("--least-type")) || 0;
    this.camera.least = Math.max(ZOOM.least, leastType / SMALLEST);
    const grown = Math.max(1, this.camera.least); // a presentation has few large boxes in a window
    this.picture = layOut(this.parts, { width: (view.width - 20) / grown, height: (view.height - 20) / grown }, this.ruler);
    const scene = { words: this.words, ruler: this.ruler, shareOf: measureShares(this), each: this.memory.each };
    const hasFocus = this.canvas.matches(":focus-within");
    this.canvas.querySelector(".world")?.remove();
    this.canvas.append(paintParts(this.parts, scene));
    paintLegend(this);
    if (fit) this.camera.fit(this.picture);
    else this.camera.apply();
    if (toggled) this.showToggled(toggled, fit);
    this.markSelected();
    setCurrent(this, this.current, hasFocus);
    glide(this, before);
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
    this.draw(!this.camera.moved, id);
    const part = this.parts.frames.get(id) ?? this.parts.boxes.get(id);
    setCurrent(this, isOpen && part ? (firstBox(part)?.id ?? id) : id);
  }

  /** Goes to a group that has opened too small to be read; after a zoom by hand moves just so far that it is seen. */
  showToggled(id, hasFitted) {
    const frame = this.parts.frames.get(id);
    if (frame && this.camera.scale < ZOOM.readable) this.camera.show(frame);
    else if (!hasFitted) this.camera.reveal(frame ?? this.parts.boxes.get(id));
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
    this.selected = box.node.head.name;
    this.markSelected();
    setCurrent(this, box.id);
    this.tellPython(this.selected);
  }

  markSelected() {
    const chosen = this.network.layers.find((layer) => layer.name === this.selected);
    const box = chosen && this.parts.shownAs.get(chosen.number);
    this.parts.boxes.forEach((other) => other.element.classList.toggle("selected", other === box));
  }

  resize() {
    const { width, height } = this.camera.window;
    if (this.network && `${width} ${height}` !== this.drawnFor) this.draw(!this.camera.moved);
  }
}
