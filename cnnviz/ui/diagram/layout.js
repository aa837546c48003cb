// The whole picture: inner frames first, each then a box among others in the frame around it.

const LIMITS = [Infinity, 1000, 720, 520, 380]; // heights in px that open groups are tried with
const [MANY, LARGE] = [120, 1000]; // boxes that make a picture large, and the height in px of open groups in it
const SMALL = 0.92; // scale below which boxes are set more closely
const ENOUGH = 1.02; // a picture with more columns must be larger by this factor

/** Places all boxes, frames and links of `parts` for a window of `view` px; answers the size of the picture. */
function layOut(parts, view, ruler) {
  numberParts(parts.root, 0);
  linkFrames(parts);
  parts.frames.forEach(layRails);
  const attempts = attemptsFor(parts, view, ruler);
  let best = null;
  let last = null;
  for (const attempt of attempts) {
    if (best?.scale > SMALL && attempt.density !== best.density) break;
    last = { ...attempt, ...layOutWith(parts, view, ruler, attempt) };
    if (!best || last.scale > best.scale * ENOUGH) best = last;
  }
  if (best !== last) layOutWith(parts, view, ruler, best);
  finishPlaces(parts.root, 0, 0);
  return best;
}

/** Heights of open groups and densities to try, as far as they change something; a large picture gets one try. */
function attemptsFor(parts, view, ruler) {
  if (parts.boxes.size > MANY) return [{ limit: LARGE, density: DENSITIES[0] }];
  layOutWith(parts, view, ruler, { limit: Infinity, density: DENSITIES[0] });
  const groups = [...parts.frames.values()].filter((frame) => frame.parent);
  const tallest = Math.max(0, ...groups.map((frame) => frame.height));
  const limits = LIMITS.filter((limit) => limit === Infinity || limit < tallest);
  return DENSITIES.flatMap((density) => limits.map((limit) => ({ limit, density })));
}

function numberParts(frame, start) {
  frame.children.forEach((part) => {
    part.inOrder = start++;
    if (part.kind === "frame") numberParts(part, 0);
  });
}

function layOutWith(parts, view, ruler, { limit, density }) {
  parts.frames.forEach((frame) => { frame.density = density; });
  parts.boxes.forEach((box) => { box.height = box.isJunction ? SIZES.junction : density.box; });
  parts.frames.forEach(evenWidths);
  for (const child of parts.root.children) layOutFrame(child, ruler, limit);
  arrange(parts.root);
  const cut = bestColumns(parts.root.rows, view);
  placeRows(parts.root, cut);
  Object.assign(parts.root, { width: cut.width, height: cut.height });
  return { width: cut.width, height: cut.height, scale: cut.scale };
}

/** Rows and tracks of a frame; places are found again only where something in it has changed its size. */
function arrange(frame) {
  if (!frame.rows) arrangeRows(frame);
  const portsOf = (part) => [...(part.ports?.values() ?? [])].map((port) => port.offset);
  const sizes = `${frame.density.row} ${frame.children.map((part) => [part.width, part.height, ...portsOf(part)])}`;
  if (frame.sizes === sizes) return;
  frame.sizes = sizes;
  frame.rows.forEach(({ spots }) => spots.forEach((spot) => { spot.width = spot.part?.width ?? 2; }));
  straighten(frame);
  layTracks(frame);
  measureRows(frame);
}

function layOutFrame(frame, ruler, limit) {
  if (frame.kind !== "frame") return;
  frame.children.forEach((child) => layOutFrame(child, ruler, limit));
  arrange(frame);
  const cut = cutColumns(frame.rows, limit);
  placeRows(frame, cut);
  const label = ruler(frameTitle(frame), SIZES.title, 600) + 60;
  frame.slack = Math.max(0, label - cut.width) / 2;
  frame.width = cut.width + 2 * (SIZES.side + frame.slack);
  frame.height = cut.height + SIZES.header + SIZES.bottom;
  for (const port of frame.ports.values()) port.offset = port.x + port.width / 2 + SIZES.side + frame.slack;
}

function frameTitle(frame) {
  return groupTitle(frame.node);
}

/** From places inside each frame to places in the picture; links that pass a frame's edge reach up or down to it. */
function finishPlaces(frame, x, y) {
  const [left, top] = frame.parent ? [x + SIZES.side + frame.slack, y + SIZES.header] : [x, y];
  for (const link of frame.links) {
    link.points = link.points.map((point) => ({ x: point.x + left, y: point.y + top }));
    if (link.from.kind === "port") link.points[0].y = y;
    if (link.to.kind === "port") link.points.at(-1).y = y + frame.height;
  }
  for (const part of [...frame.children, ...frame.dots]) {
    part.x += left;
    part.y += top;
    if (part.kind === "frame") finishPlaces(part, part.x, part.y);
  }
}
