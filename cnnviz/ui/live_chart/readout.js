// The values under the pointer, or where the arrow keys went: a line through all panels, and a card.

/** Follow the pointer and the keys over `stage`; `chart` holds what was painted last. */
function listenToReadout(chart) {
  const { stage } = chart;
  stage.addEventListener("pointermove", (event) => {
    const frame = stage.getBoundingClientRect();
    const [x, y] = [event.clientX - frame.left, event.clientY - frame.top];
    const panel = chart.panels.find(({ box, frame: { top, height } }) => (
      x >= box.left - 4 && x <= box.right + 4 && y >= top && y <= top + height
    ));
    readAt(chart, panel, panel?.x.value(x));
  });
  stage.addEventListener("pointerleave", () => readAt(chart, null));
  stage.addEventListener("blur", () => readAt(chart, null));
  stage.addEventListener("keydown", (event) => {
    const panel = chart.reading?.panel ?? chart.panels[0], { low, high } = chart.scene.horizontal;
    const x = chart.reading?.x ?? low, step = (high - low) / 40, turn = chart.panels.indexOf(panel);
    const next = { ArrowRight: x + step, ArrowLeft: x - step, Home: low, End: high }[event.key];
    if (event.key === "Escape") readAt(chart, null);
    else if (next !== undefined) readAt(chart, panel, Math.min(Math.max(next, low), high));
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      readAt(chart, chart.panels.at((turn + (event.key === "ArrowDown" ? 1 : -1)) % chart.panels.length), x);
    } else return;
    event.preventDefault();
  });
}

/** Mark place `x` in all panels and tell the values of `panel`; nothing where there is no panel. */
function readAt(chart, panel, x) {
  const { picture, card } = chart;
  picture.querySelector(".cursor")?.remove();
  chart.reading = panel ? { panel, x } : null;
  card.hidden = !panel;
  if (!panel) return;
  const group = svg("g", { class: "cursor" }, picture);
  for (const each of chart.panels) {
    const at = each.x(x);
    svg("path", { class: "line", d: `M${at} ${each.box.top}V${each.box.bottom}` }, group);
    for (const series of chart.scene.series) markNearest(each, series, x, chart, group);
  }
  writeCard(chart, panel, x);
}

function markNearest(panel, series, x, { view }, group) {
  const own = svg("g", { class: series.run.colour }, group);
  for (const name of panel.names) {
    const entry = series.nearest(name, AXES[view.x], x);
    if (!entry) continue;
    svg("circle", { class: "dot", cx: panel.x(entry.point[AXES[view.x]]), cy: panel.y(entry.value), r: 3.5 }, own);
  }
}

function writeCard(chart, panel, x) {
  const { card, view, words, stage } = chart;
  const place = view.x === "time" ? spellTime(x) : view.x === "step" ? FORMATS.count(x) : x.toFixed(2);
  const head = element("div", "head", `${panel.title} · ${words[view.x]} ${place}`);
  const rows = chart.scene.series.map((series) => cardRow(panel, series, x, chart));
  card.replaceChildren(head, ...rows);
  const at = panel.x(x), isLeft = at < (panel.box.left + panel.box.right) / 2;
  const fits = at + 14 + card.offsetWidth <= stage.clientWidth && (isLeft || at - card.offsetWidth - 14 < 0);
  card.style.left = `${Math.max(0, fits ? at + 14 : at - card.offsetWidth - 14)}px`;
  card.style.top = `${panel.box.top + 4}px`;
}

/** Colour and name of a run, its value on the solid line and on the dashed one. */
function cardRow(panel, series, x, { view, words }) {
  const entries = panel.names.map((name) => series.nearest(name, AXES[view.x], x));
  const [solid, dashed] = entries.map((entry) => (entry ? FORMATS[panel.format](entry.value) : "–"));
  const row = element("div", `row ${series.run.colour}`);
  const title = element("span", "", series.run.title);
  row.append(element("i", "dot"), title, element("b", "", solid));
  row.append(element("span", "quiet", dashed === undefined ? "" : `${words.train} ${dashed}`));
  return row;
}
