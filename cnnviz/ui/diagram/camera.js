// Zoom and pan: the part of the picture that the window shows.

const ZOOM = { least: 0.05, most: 4, step: 1.25, fit: 2.4, margin: 10, readable: 0.72 };

class Camera {
  constructor(canvas, onChange) {
    Object.assign(this, { canvas, onChange, x: 0, y: 0, scale: 1, moved: false, least: ZOOM.least });
  }

  apply() {
    const world = this.canvas.querySelector(".world");
    world?.setAttribute("transform", `translate(${this.x} ${this.y}) scale(${this.scale})`);
    this.onChange(this);
  }

  get window() {
    return { width: this.canvas.clientWidth, height: this.canvas.clientHeight };
  }

  /** The whole picture, as large as it goes; its beginning, where it would be smaller than `least`. */
  fit({ width, height }, least = this.least) {
    const view = this.window;
    const { margin } = ZOOM;
    const room = Math.min((view.width - 2 * margin) / width, (view.height - 2 * margin) / height);
    this.scale = clamp(room, least, Math.max(least, ZOOM.fit));
    this.x = Math.max((view.width - width * this.scale) / 2, room < least ? margin : -Infinity);
    this.y = Math.max((view.height - height * this.scale) / 2, room < least ? margin : -Infinity);
    this.moved = false;
    this.apply();
  }

  /** One part of the picture, in the middle of the window. */
  show(part) {
    const view = this.window;
    const room = 40;
    this.scale = Math.min((view.width - room) / part.width, (view.height - room) / part.height, 1.2);
    this.x = view.width / 2 - (part.x + part.width / 2) * this.scale;
    this.y = view.height / 2 - (part.y + part.height / 2) * this.scale;
    this.apply();
  }

  zoom(factor, x = this.window.width / 2, y = this.window.height / 2) {
    const scale = clamp(this.scale * factor, ZOOM.least, ZOOM.most);
    this.x = x - ((x - this.x) * scale) / this.scale;
    this.y = y - ((y - this.y) * scale) / this.scale;
    this.scale = scale;
    this.moved = true;
    this.apply();
  }

  pan(dx, dy) {
    this.x += dx;
    this.y += dy;
    this.moved = true;
    this.apply();
  }

  /** Moves just so far that `part` is inside the window. */
  reveal(part) {
    const view = this.window;
    const shift = (start, length, window) => {
      const end = start + length;
      if (start < 12 || length > window - 24) return 12 - start;
      return end > window - 12 ? window - 12 - end : 0;
    };
    const dx = shift(this.x + part.x * this.scale, part.width * this.scale, view.width);
    const dy = shift(this.y + part.y * this.scale, part.height * this.scale, view.height);
    if (dx || dy) this.pan(dx, dy);
  }
}

/** Dragging pans; the wheel zooms where Ctrl is held, as two fingers on a touch pad do. */
function followPointer(canvas, camera) {
  let last = null;
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button === 0) last = { x: event.clientX, y: event.clientY, far: 0 };
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!last || !event.buttons) return;
    const [dx, dy] = [event.clientX - last.x, event.clientY - last.y];
    last.far += Math.abs(dx) + Math.abs(dy);
    if (last.far < 4) return;
    if (!canvas.hasPointerCapture(event.pointerId)) canvas.setPointerCapture(event.pointerId);
    canvas.classList.add("dragging");
    camera.pan(dx, dy);
    Object.assign(last, { x: event.clientX, y: event.clientY });
  });
  const release = () => {
    last = null;
    setTimeout(() => canvas.classList.remove("dragging"));
  };
  canvas.addEventListener("pointerup", release);
  canvas.addEventListener("pointercancel", release);
  canvas.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return showHint(canvas);
    event.preventDefault();
    const area = canvas.getBoundingClientRect();
    camera.zoom(Math.exp(-event.deltaY * 0.002), event.clientX - area.left, event.clientY - area.top);
  }, { passive: false });
}

/** The wheel alone scrolls the page, so that nobody is caught in the diagram; a line says what zooms. */
function showHint(canvas) {
  const hint = canvas.parentElement.querySelector(".hint");
  hint.classList.add("shown");
  clearTimeout(hint.ending);
  hint.ending = setTimeout(() => hint.classList.remove("shown"), 1200);
}
