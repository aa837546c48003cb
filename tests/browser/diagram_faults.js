// What a lecturer would not show on a projector: texts on each other or cut, small type, edges across foreign boxes.
async () => {
  const host = [...document.querySelectorAll("*")].map((element) => element.shadowRoot?.querySelector(".diagram")).find(Boolean);
  const canvas = host.querySelector(".canvas");
  await Promise.all(canvas.getAnimations({ subtree: true }).map((animation) => animation.finished));
  const place = (element) => element.getBoundingClientRect();
  const texts = [...canvas.querySelectorAll("text")].filter((text) => text.textContent);
  const scale = canvas.querySelector(".world").getScreenCTM().a;
  const letters = (text) => { // the glyphs, without the room above and below them
    const { left, right, top, bottom } = place(text);
    return { left, right, top: top + 3 * scale, bottom: bottom - 3 * scale };
  };
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom && b.top < a.bottom;
  const boxes = [...canvas.querySelectorAll(".box")].map((box) => ({ id: box.dataset.id, box, body: place(box.querySelector(".body")) }));
  const inside = (point, area) => point.x > area.left + 1.5 && point.x < area.right - 1.5 && point.y > area.top + 1.5 && point.y < area.bottom - 1.5;

  const faults = [];
  texts.forEach((text, k) => {
    const size = parseFloat(getComputedStyle(text).fontSize) * scale;
    if (size < 11) faults.push(`${size.toFixed(1)} px: ${text.textContent}`);
    texts.slice(k + 1).forEach((other) => {
      if (meet(letters(text), letters(other))) faults.push(`on each other: ${text.textContent} / ${other.textContent}`);
    });
  });
  for (const { id, box, body } of boxes) {
    for (const text of box.querySelectorAll("text")) {
      const { left, right } = place(text);
      if (left < body.left - 1 || right > body.right + 1) faults.push(`out of its box: ${text.textContent} in ${id}`);
    }
    boxes.forEach((other) => { if (other.id > id && meet(body, other.body)) faults.push(`boxes on each other: ${id} / ${other.id}`); });
  }
  for (const link of canvas.querySelectorAll(".link")) {
    const own = new Set(link.ends.flatMap(({ source, target }) => [source.id, target.id]));
    const matrix = link.getScreenCTM();
    const foreign = boxes.filter(({ id }) => !own.has(id));
    for (let way = 0; way < link.getTotalLength(); way += 4) {
      const point = link.getPointAtLength(way).matrixTransform(matrix);
      const hit = foreign.find(({ body }) => inside(point, body));
      if (hit) { faults.push(`an edge of ${[...own].join(", ")} crosses ${hit.id}`); break; }
    }
  }
  return faults;
}
