// SVG and PNG of exactly what the window shows, with the legend below it.

const LEGEND_ROW = { height: 24, left: 10, gap: 16 }; // px

function saveSvg(diagram) {
  saveAsSvg(snapshot(diagram), "network.svg");
}

function savePng(diagram) {
  saveAsPng(snapshot(diagram), "network.png");
}

/** A copy of the canvas that needs no style sheet, on the page's background. */
function snapshot({ canvas, camera, host }) {
  const { width, height } = camera.window;
  const copy = plainCopy(canvas);
  setAttributes(copy, { width, height });
  const legend = drawnLegend(host, width);
  legend.group.setAttribute("transform", `translate(0 ${height})`);
  const size = { width, height: height + legend.height };
  const picture = svg("svg", { ...size, viewBox: `0 0 ${size.width} ${size.height}` });
  picture.append(svg("rect", { ...size, fill: getComputedStyle(host).backgroundColor }), copy, legend.group);
  return picture;
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
