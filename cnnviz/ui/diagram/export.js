// SVG and PNG of exactly what the window shows, with the legend below it.

const SHAPE_STYLES = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity"];
const TEXT_STYLES = ["font-size", "font-weight", "font-family", "text-anchor"];
const LEGEND_ROW = { height: 24, left: 10, gap: 16 }; // px
const PNG_SCALE = 2; // pixels of the file per pixel on screen

function saveSvg(diagram) {
  const text = new XMLSerializer().serializeToString(snapshot(diagram));
  download(new Blob([text], { type: "image/svg+xml" }), "network.svg");
}

function savePng(diagram) {
  const picture = snapshot(diagram);
  const [width, height] = ["width", "height"].map((side) => Number(picture.getAttribute(side)) * PNG_SCALE);
  const image = new Image();
  image.onload = () => {
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    canvas.getContext("2d").drawImage(image, 0, 0, width, height);
    canvas.toBlob((blob) => download(blob, "network.png"));
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(picture))}`;
}

function download(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/** A copy of the canvas that needs no style sheet, on the page's background. */
function snapshot({ canvas, camera, host }) {
  const { width, height } = camera.window;
  const copy = canvas.cloneNode(true);
  const originals = [canvas, ...canvas.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((element, k) => plainCopy(element, getComputedStyle(originals[k])));
  setAttributes(copy, { width, height });
  const legend = drawnLegend(host, width);
  legend.group.setAttribute("transform", `translate(0 ${height})`);
  const size = { width, height: height + legend.height };
  const picture = svg("svg", { ...size, viewBox: `0 0 ${size.width} ${size.height}` });
  picture.append(svg("rect", { ...size, fill: getComputedStyle(host).backgroundColor }), copy, legend.group);
  return picture;
}

/** Writes what the style sheet says into `element` itself, and takes away what only the page needs. */
function plainCopy(element, style) {
  const isText = element.tagName === "text";
  for (const name of isText ? [...SHAPE_STYLES, ...TEXT_STYLES] : SHAPE_STYLES) {
    element.setAttribute(name, style.getPropertyValue(name).replaceAll('"', "'"));
  }
  for (const { name } of [...element.attributes]) {
    if (/^(class|role|tabindex|data-.*|aria-.*|style)$/.test(name)) element.removeAttribute(name);
  }
}

/** The legend as SVG, in rows no wider than `width`. */
function drawnLegend(host, width) {
  const group = svg("g");
  let [x, y] = [LEGEND_ROW.left, 0];
  for (const entry of host.querySelectorAll(".legend li")) {
    const space = entry.getBoundingClientRect().width + LEGEND_ROW.gap;
    if (x + space > width) [x, y] = [LEGEND_ROW.left, y + LEGEND_ROW.height];
    drawEntry(entry, x, y, group);
    x += space;
  }
  return { group, height: y + LEGEND_ROW.height + 6 };
}

function drawEntry(entry, x, y, group) {
  const sign = entry.querySelector("i");
  const [style, signStyle] = [getComputedStyle(entry), getComputedStyle(sign)];
  const width = sign.getBoundingClientRect().width;
  const type = { "font-family": style.fontFamily.replaceAll('"', "'"), "font-size": style.fontSize };
  const [fill, stroke] = [signStyle.backgroundColor, signStyle.borderColor];
  svg("rect", { x, y: y + 3, width, height: 18, rx: 4, fill, stroke }, group);
  const middle = { x: x + width / 2, y: y + 16.5, "text-anchor": "middle" };
  svgText(sign.textContent, { ...type, ...middle, "font-weight": 700, fill: signStyle.color }, group);
  svgText(entry.lastChild.textContent, { ...type, x: x + width + 6, y: y + 16.5, fill: style.color }, group);
}
