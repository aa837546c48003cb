// Saves an SVG of the page as a file, SVG or PNG, that needs no style sheet.

const SHAPE_STYLES = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity"];
const TEXT_STYLES = ["font-size", "font-weight", "font-family", "text-anchor"];
const PNG_SCALE = 2; // pixels of the file per pixel on screen

function saveAsSvg(picture, name) {
  download(new Blob([new XMLSerializer().serializeToString(picture)], { type: "image/svg+xml" }), name);
}

function saveAsPng(picture, name) {
  const [width, height] = ["width", "height"].map((side) => Number(picture.getAttribute(side)) * PNG_SCALE);
  const image = new Image();
  image.onload = () => {
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    canvas.getContext("2d").drawImage(image, 0, 0, width, height);
    canvas.toBlob((blob) => download(blob, name));
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(picture))}`;
}

function download(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/** A copy of `picture` with what the style sheet says written into every element, without what only the page needs. */
function plainCopy(picture) {
  const copy = picture.cloneNode(true);
  const originals = [picture, ...picture.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((element, k) => writeStyle(element, getComputedStyle(originals[k])));
  return copy;
}

function writeStyle(element, style) {
  const isText = element.tagName === "text";
  for (const name of isText ? [...SHAPE_STYLES, ...TEXT_STYLES] : SHAPE_STYLES) {
    element.setAttribute(name, plainColour(style.getPropertyValue(name).replaceAll('"', "'")));
  }
  for (const { name } of [...element.attributes]) {
    if (/^(class|role|tabindex|data-.*|aria-.*|style)$/.test(name)) element.removeAttribute(name);
  }
}

const plainColours = new Map();

/** A mixed colour as `rgb()` or `rgba()`, which every drawing program reads; anything else as it is. */
function plainColour(value) {
  if (!value.startsWith("color(")) return value;
  if (!plainColours.has(value)) {
    const pixel = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
    pixel.fillStyle = value;
    pixel.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = pixel.getImageData(0, 0, 1, 1).data;
    plainColours.set(value, alpha === 255 ? `rgb(${red}, ${green}, ${blue})` : `rgba(${red}, ${green}, ${blue}, ${(alpha / 255).toFixed(3)})`);
  }
  return plainColours.get(value);
}
