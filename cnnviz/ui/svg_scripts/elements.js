// SVG elements, made in one call each.

const SVG = "http://www.w3.org/2000/svg";

function svg(name, attributes = {}, parent = null) {
  const element = document.createElementNS(SVG, name);
  setAttributes(element, attributes);
  parent?.append(element);
  return element;
}

function setAttributes(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}

function svgText(text, attributes, parent) {
  const element = svg("text", attributes, parent);
  element.textContent = text;
  return element;
}
