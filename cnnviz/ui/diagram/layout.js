// The whole picture: inner frames first, each then a box among others in the frame around it.

const LIMITS = [Infinity, 1000, 720, 520, 380]; // heights in px that open groups are tried with

/** Places all boxes, frames and links of `parts` for a window of `view` px; answers the size of the picture. */
function layOut(parts, view, ruler) {
  numberParts(parts.root, 0);
  const inner = [...parts.frames.values()].filter((frame) => frame.parent);
  linkFrames(parts);
  parts.frames.forEach(layRails);
  const limits = inner.length ? LIMITS : [Infinity];
  let best = null;
  for (const limit of limits) {
    const picture = layOutWith(parts, view, ruler, limit);
    if (!best || picture.scale > best.scale * 1.05) best = { ...picture, limit };
    if (picture.tallest <= (LIMITS[LIMITS.indexOf(limit) + 1] ?? Infinity)) continue;
  }
  layOutWith(parts, view, ruler, best.limit);
  finishPlaces(parts.root, 0, 0);
  return best;
}

function numberParts(frame, start) {
  frame.children.forEach((part) => {
    part.inOrder = start++;
    if (part.kind === "frame") numberParts(part, 0);
  });
}

function layOutWith(parts, view, ruler, limit) {
  for (const child of parts.root.children) layOutFrame(child, ruler, limit, view);
  arrange(parts.root);
  const cut = bestColumns(parts.root.rows, view.width, view.height);
  placeRows(parts.root, cut);
  Object.assign(parts.root, { width: cut.width, height: cut.height });
  return { width: cut.width, height: cut.height, scale: cut.scale };
}

function arrange(frame) {
  arrangeRows(frame);
  straighten(frame);
  layTracks(frame);
  measureRows(frame);
}

function layOutFrame(frame, ruler, limit, view) {
  if (frame.kind !== "frame") return;
  frame.children.forEach((child) => layOutFrame(child, ruler, limit, view));
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
