// The picture in volumes: its boxes are chosen, and it is saved as it is seen.

const MARGIN = 14; // px around a saved picture

export default function ({ data, parentElement, setStateValue }) {
  const [figure, view, card] = [".volumes", ".picture", ".card"].map((part) => parentElement.querySelector(part));
  const choose = (name) => setStateValue("selected", name);
  showPlaces({ figure, view, card, svg: data.svg, alt: data.alt, kind: "step", choose });
  const saves = { svg: saveAsSvg, png: saveAsPng };
  for (const [kind, save] of Object.entries(saves)) {
    const button = parentElement.querySelector(`[data-save="${kind}"]`);
    button.title = data.words[kind];
    button.setAttribute("aria-label", data.words[kind]);
    button.onclick = () => save(wholePicture(view.firstElementChild, figure), `${data.name}-volumes.${kind}`);
  }
}

/** The drawing with its legend, at the size in which it was laid out, on the page's background. */
function wholePicture(drawing, figure) {
  const { width, height } = drawing.viewBox.baseVal;
  const copy = plainCopy(drawing);
  setAttributes(copy, { x: MARGIN, y: MARGIN, width, height });
  const size = { width: width + 2 * MARGIN, height: Math.ceil(height) + 2 * MARGIN };
  const picture = svg("svg", { ...size, viewBox: `0 0 ${size.width} ${size.height}` });
  picture.append(svg("rect", { ...size, fill: getComputedStyle(figure).backgroundColor }), copy);
  return picture;
}
