// What a lecturer would not show on a projector: small type, texts on each other, on a box, or cut off.
async () => {
  await document.fonts.ready;
  const host = [...document.querySelectorAll("*")].map((element) => element.shadowRoot?.querySelector(".volumes")).find(Boolean);
  const picture = host.querySelector("svg"), scale = picture.getScreenCTM().a;
  const place = (element) => element.getBoundingClientRect();
  const texts = [...picture.querySelectorAll("text")].filter((text) => text.textContent);
  const letters = (text) => { // the glyphs, without the room above and below them
    const { left, right, top, bottom } = place(text);
    return { left, right, top: top + 2 * scale, bottom: bottom - 2 * scale };
  };
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  const faces = [...picture.querySelectorAll(".step path")], edge = place(picture);
  const faults = [];
  texts.forEach((text, k) => {
    const size = parseFloat(getComputedStyle(text).fontSize) * scale, own = letters(text);
    if (size < 11) faults.push(`${size.toFixed(1)} px: ${text.textContent}`);
    if (own.left < edge.left - 1 || own.right > edge.right + 1 || own.bottom > edge.bottom) faults.push(`cut off: ${text.textContent}`);
    texts.slice(k + 1).forEach((other) => {
      if (meet(own, letters(other))) faults.push(`on each other: ${text.textContent} / ${other.textContent}`);
    });
    if (faces.some((face) => meet(own, place(face)))) faults.push(`on a box: ${text.textContent}`);
  });
  return texts.length ? faults : ["no text at all"];
}
