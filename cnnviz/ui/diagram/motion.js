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
  const isWhereItWas = ([id, { x, y }]) => before.has(id) && Math.hypot(before.get(id).x - x, before.get(id).y - y) < 1;
  if ([...now].every(isWhereItWas)) return;
  const timing = { duration: GLIDE.milliseconds, easing: "ease-out" };
  parts.boxes.forEach((box) => {
    const origin = before.get(box.id) ?? placeOfGroup(box.node, before);
    if (!origin) return;
    const [x, y] = [(origin.x - camera.x) / camera.scale, (origin.y - camera.y) / camera.scale];
    const opacity = before.has(box.id) ? 1 : 0;
    const start = { transform: `translate(${x}px, ${y}px) scale(${origin.scale / camera.scale})`, opacity };
    const end = { transform: `translate(${box.x}px, ${box.y}px)`, opacity: 1 };
    box.element.animate([start, end], timing);
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
