// SVG of what the layout has placed.

const CORNER = 7; // px, radius of the bends of links

/** A group element with frames, links and boxes, in this order from back to front. */
function paintParts(parts, scene) {
  const world = svg("g", { class: "world" });
  const [frames, links, boxes] = ["frames", "links", "boxes"].map((name) => svg("g", { class: name }, world));
  parts.frames.forEach((frame) => {
    if (frame.parent) paintFrame(frame, frames, boxes, scene);
    frame.links.forEach((link) => paintLink(link, links));
    frame.dots.forEach((dot) => svg("circle", { class: "dot", cx: dot.x + 5, cy: dot.y + 5, r: 4.5 }, boxes));
  });
  parts.boxes.forEach((box) => paintBox(box, boxes, scene));
  return world;
}

function paintFrame(frame, frames, boxes, scene) {
  const { x, y, width, height, node } = frame;
  svg("rect", { class: "frame", x, y, width, height, rx: 8 }, frames);
  const title = frameTitle(frame);
  const label = `${title}, ${scene.words.close}`;
  const head = svg("g", {
    class: "frame-head", "data-id": frame.id, role: "button", "aria-expanded": "true", "aria-label": label, tabindex: -1,
  }, boxes);
  const textWidth = scene.ruler(title, SIZES.title, 600);
  svg("rect", { class: "frame-tab", x: x + 1, y: y + 1, width: textWidth + 32, height: SIZES.header - 4, rx: 6 }, head);
  svg("path", { class: "turn", d: `M${x + 9} ${y + 10}h9l-4.5 6z` }, head);
  svgText(title, { class: "title", x: x + 24, y: y + 18 }, head);
  if (node.kind === "repeat") paintTimes(node, { x: x + textWidth + 36, y: y + 3 }, boxes, scene);
}

/** `×6` beside the name of a row of equal blocks: shows them one by one, or one for all. */
function paintTimes(node, { x, y }, boxes, scene) {
  const text = `×${node.paths.length}`;
  const isEach = scene.each.has(node.id);
  const label = isEach ? scene.words.oneForAll : scene.words.each;
  const button = svg("g", {
    class: "times", "data-each": node.id, role: "button", "aria-pressed": isEach, "aria-label": `${text}, ${label}`,
  }, boxes);
  svg("title", {}, button).textContent = label;
  const width = scene.ruler(text, SIZES.text, 700) + 14;
  svg("rect", { x, y, width, height: SIZES.header - 6, rx: 9 }, button);
  svgText(text, { x: x + width / 2, y: y + 14.5, "text-anchor": "middle" }, button);
}

function paintLink(link, links) {
  const hasArrow = link.to.kind === "box";
  const path = svg("path", { class: hasArrow ? "link arrow" : "link", d: roundedPath(link.points) }, links);
  if (hasArrow) path.setAttribute("marker-end", "url(#arrow)");
  path.ends = link.edges;
}

/** Straight pieces with round corners. */
function roundedPath(points) {
  const way = points.filter((point, k) => !k || point.x !== points[k - 1].x || point.y !== points[k - 1].y);
  let path = `M${way[0].x.toFixed(1)} ${way[0].y.toFixed(1)}`;
  for (let k = 1; k < way.length - 1; k++) {
    const [before, corner, after] = [way[k - 1], way[k], way[k + 1]];
    const start = towards(corner, before);
    const end = towards(corner, after);
    path += `L${start}Q${corner.x.toFixed(1)} ${corner.y.toFixed(1)} ${end}`;
  }
  return `${path}L${way.at(-1).x.toFixed(1)} ${way.at(-1).y.toFixed(1)}`;
}

function towards(corner, other) {
  const length = Math.hypot(other.x - corner.x, other.y - corner.y);
  const share = Math.min(CORNER, length / 2) / length;
  return ["x", "y"].map((axis) => (corner[axis] + (other[axis] - corner[axis]) * share).toFixed(1)).join(" ");
}

function paintBox(box, boxes, scene) {
  const { x, y, width, height } = box;
  const isGroup = box.role === "group";
  const states = { junction: box.isJunction, group: isGroup, off: box.isOff, changed: box.node.changed };
  const element = svg("g", {
    class: ["box", ...Object.keys(states).filter((state) => states[state])].join(" "),
    "data-id": box.id, "data-role": box.role,
    transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`, role: "button", "aria-label": spokenBox(box), tabindex: -1,
  }, boxes);
  if (isGroup) element.setAttribute("aria-expanded", "false");
  const behind = box.node.kind === "repeat" ? [6, 3] : [];
  behind.forEach((shift) => svg("rect", { class: "card", x: shift, y: shift, width, height, rx: 6 }, element));
  svg("rect", { class: "body", width, height, rx: box.isJunction ? height / 2 : 6 }, element);
  box.isJunction ? paintJunction(box, element) : paintTexts(box, element, scene);
  paintChips(box, element);
  svg("rect", { class: "outline", width, height, rx: box.isJunction ? height / 2 : 6 }, element);
  box.element = element;
}

function paintJunction(box, element) {
  const middle = box.height / 2 + 4.5;
  const isAlone = !box.text && !box.chips.length;
  const place = isAlone ? { x: box.width / 2, "text-anchor": "middle" } : { x: SIZES.pad };
  svgText(box.title, { class: "title", y: middle, ...place }, element);
  const right = box.width - SIZES.pad - (box.chips.length ? chipsWidth(box) + SIZES.gap : 0);
  if (box.text) svgText(box.text, { class: "text", x: right, y: middle, "text-anchor": "end" }, element);
}

function paintTexts(box, element, scene) {
  const { stripe, pad } = SIZES;
  svg("path", { class: "stripe", d: `M6 0H${stripe}V${box.height}H6a6 6 0 0 1-6-6V6a6 6 0 0 1 6-6z` }, element);
  const turn = `M${stripe / 2 - 3} ${box.height / 2 - 5}v10l7-5z`;
  box.role === "group" ? svg("path", { class: "turn", d: turn }, element) : paintLetter(box, element);
  const lines = [box.height / 2 - 5, box.height / 2 + 12];
  svgText(box.title, { class: "title", x: stripe + pad, y: lines[0] }, element);
  svgText(box.text, { class: "text", x: stripe + pad, y: lines[1] }, element);
  const noteY = lines[box.noteLine];
  if (noteY) svgText(box.note, { class: "note", x: box.width - pad, y: noteY, "text-anchor": "end" }, element);
  paintBar(box, element, scene);
}

function paintLetter(box, element) {
  const { stripe } = SIZES;
  const place = { x: stripe / 2, y: box.height / 2 + 4.5, "text-anchor": "middle" };
  const letter = svgText(box.letter, { class: "letter", ...place }, element);
  if (box.letter.length > 1) setAttributes(letter, { textLength: stripe - 6, lengthAdjust: "spacingAndGlyphs" });
}

/** The share of the chosen measure, as a bar along the lower edge. */
function paintBar(box, element, scene) {
  const share = scene.shareOf(box);
  if (!share) return;
  const width = Math.max((box.width - SIZES.stripe - 10) * share, 1.5);
  svg("rect", { class: "bar", x: SIZES.stripe + 5, y: box.height - 5, width, height: 3, rx: 1.5 }, element);
}

function paintChips(box, element) {
  const isBesideNote = box.noteLine >= 0 && box.noteLine === box.chipsLine;
  let x = box.width - SIZES.pad - chipsWidth(box) - (isBesideNote ? box.noteWidth : 0);
  const y = box.isJunction ? box.height / 2 - 8 : box.height / 2 + [-18, -1][box.chipsLine];
  for (const chip of box.chips) {
    const width = chipWidth(chip);
    const group = svg("g", { class: chip.isOff ? "chip off" : "chip", "data-role": chip.layer.type.role }, element);
    svg("rect", { x, y, width, height: 16, rx: 4 }, group);
    svgText(chip.letter, { x: x + width / 2, y: y + 12.5, "text-anchor": "middle" }, group);
    if (chip.isOff) svg("path", { d: `M${x + 2} ${y + 13}L${x + width - 2} ${y + 3}` }, group);
    x += width + 2;
  }
}

/** What a screen reader says of a box. */
function spokenBox(box) {
  const name = box.role === "group" ? box.node.path : box.node.head.name;
  return [box.title, name, box.note, formatShape(box.node.last.shape)].filter(Boolean).join(", ");
}
