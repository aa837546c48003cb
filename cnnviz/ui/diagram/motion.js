// Boxes glide from where they were to where they are, so that the eye can follow what opened.

const GLIDE = { milliseconds: 220, most: 250 }; // more boxes than this appear at once

/** Where every box and frame stands on the screen now, by id. */
function placesOnScreen({ parts, camera }) {
  const places = new Map();
  const note = (part) => places.set(part.id, {
    x: camera.x + part.x * camera.scale, y: camera.y + part.y * camera.scale, scale: camera.scale,
  });
  parts?.boxes.forEach(note);
  parts?.frames.forEach((frame) => { if (frame.parent) note(frame); });
  return places;
}

/** Lets what was on the screen glide from `before`, and what is new grow out of the group that it was in. */
function glide({ parts, camera, canvas }, before) {
  const isCalm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (isCalm || !before.size || parts.boxes.size > GLIDE.most) return;
  const now = placesOnScreen({ parts, camera });
  const hasMoved = [...now].some(([id, { x, y }]) => !before.has(id) || Math.hypot(before.get(id).x - x, before.get(id).y - y) > 1);
  if (!hasMoved) return;
  const timing = { duration: GLIDE.milliseconds, easing: "ease-out" };
  parts.boxes.forEach((box) => {
    const origin = before.get(box.id) ?? placeOfGroup(box.node, before);
    if (!origin) return;
    const start = `translate(${(origin.x - camera.x) / camera.scale}px, ${(origin.y - camera.y) / camera.scale}px) scale(${origin.scale / camera.scale})`;
    const end = `translate(${box.x}px, ${box.y}px)`;
    box.element.animate([{ transform: start, opacity: before.has(box.id) ? 1 : 0 }, { transform: end, opacity: 1 }], timing);
  });
  canvas.querySelectorAll(".frame, .frame-head, .times, .link, .dot").forEach((element) => {
    element.animate([{ opacity: 0 }, { opacity: 0, offset: 0.6 }, { opacity: 1 }], timing);
  });
}

function placeOfGroup(node, before) {
  for (let around = node.parent; around; around = around.parent) {
    if (before.has(around.id)) return before.get(around.id);
  }
  return null;
}
