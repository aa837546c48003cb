// SVG of all panels: grid, lines, and the name of each run where its line ends.

/** Draws `panels` into `picture`; each gets its scales, which the readout needs. */
function paintPanels(picture, panels, scene) {
  const group = svg("g", { class: "panels" });
  panels.forEach((panel) => paintPanel(panel, scene, svg("g", { class: "panel", "data-panel": panel.solid }, group)));
  picture.querySelector(".panels")?.remove();
  picture.prepend(group);
}

function paintPanel(panel, scene, group) {
  const { em, words, series } = scene;
  const { left, top, width, height } = panel.frame;
  const domain = verticalDomain(panel, series), spell = FORMATS[panel.tick ?? panel.format];
  const ticks = ticksOf(domain, panel.isMain ? 5 : 3);
  const room = Math.max(...ticks.map((tick) => scene.measure(spell(tick)))) + 0.6 * em;
  const ends = panel.isMain ? endNames(panel, scene) : [];
  const names = Math.min(Math.max(0, ...ends.map((end) => scene.measure(end.title, true))) + em, 0.3 * width);
  panel.box = {
    left: left + room, right: left + width - (ends.length ? names : 0.6 * em),
    top: top + (panel.dashed ? 3.4 : 1.8) * em, bottom: top + height - (panel.isMain ? 3 : 1.6) * em,
  };
  panel.x = makeScale(scene.horizontal, panel.box.left, panel.box.right);
  panel.y = makeScale(domain, panel.box.bottom, panel.box.top);
  svgText(panel.title, { class: "strong", x: left, y: top + em }, group);
  if (panel.dashed) paintKey(left, top + 2.5 * em, scene, group);
  paintGrid(panel, ticks, spell, scene, group);
  const lines = [["dashed", panel.dashed], ["solid", panel.solid]]; // tests lie over what other runs say all the time
  lines.forEach(([kind, name]) => series.forEach((each) => name && paintLine(panel, each, kind, name, scene, group)));
  paintEndNames(panel, ends, names, scene, group);
  if (!series.some((each) => panel.names.some((name) => each.column(name).length))) {
    const middle = { x: (panel.box.left + panel.box.right) / 2, y: (panel.box.top + panel.box.bottom) / 2 };
    svgText(words.waiting, { class: "quiet", ...middle, "text-anchor": "middle" }, group);
  }
}

/** Which line is which: measured on the test pictures, and while training. */
function paintKey(x, y, { em, words, measure }, group) {
  let place = x;
  for (const [kind, word] of [["solid", words.test], ["dashed", words.train]]) {
    svg("path", { class: `${kind} ink`, d: `M${place} ${y - 0.33 * em}h${2.2 * em}` }, group);
    svgText(word, { class: "quiet", x: place + 2.7 * em, y }, group);
    place += 4 * em + measure(word);
  }
}

function paintGrid(panel, ticks, spell, scene, group) {
  const { left, right, bottom } = panel.box, { em, words, view, horizontal } = scene;
  for (const tick of ticks) {
    svg("path", { class: "grid", d: `M${left} ${panel.y(tick)}H${right}` }, group);
    svgText(spell(tick), { class: "quiet", x: left - 0.5 * em, y: panel.y(tick) + 0.35 * em, "text-anchor": "end" }, group);
  }
  const isTime = view.x === "time", most = Math.max(2, Math.floor((right - left) / (5 * em)));
  for (const tick of isTime ? timeTicks(horizontal, most) : ticksOf(horizontal, most)) {
    if (!Number.isInteger(tick) && view.x === "step") continue;
    const text = isTime ? spellTime(tick) : spellNumber(tick);
    svg("path", { class: "grid", d: `M${panel.x(tick)} ${bottom}v${0.3 * em}` }, group);
    svgText(text, { class: "quiet", x: panel.x(tick), y: bottom + 1.3 * em, "text-anchor": "middle" }, group);
  }
  if (!panel.isMain) return;
  svgText(words[view.x], { class: "quiet", x: right, y: bottom + 2.6 * em, "text-anchor": "end" }, group);
}

function paintLine(panel, series, kind, name, { view }, group) {
  const column = series.column(name);
  if (!column.length) return;
  const own = svg("g", { class: `run ${series.run.colour}`, "data-run": series.run.id }, group);
  const line = smoothLine(name, column, view);
  if (line !== column) svg("path", { class: "faint", d: lineOf(column, panel, view) }, own);
  svg("path", { class: kind, d: lineOf(line, panel, view) }, own);
  if (column.length === 1) {
    const [{ point, value }] = column;
    svg("circle", { class: "dot", cx: panel.x(point[AXES[view.x]]), cy: panel.y(value), r: 4 }, own);
  }
}

/** What is measured all the time is smoothed; the test, once an epoch and on all pictures, says what it says. */
function smoothLine(name, column, { smooth }) {
  return smooth && !/^(test_|rate$)/.test(name) ? smoothed(column, smooth / 100) : column;
}

/** A path through a column; of many points in one pixel only the first, lowest, highest and last. */
function lineOf(column, panel, view) {
  const axis = AXES[view.x], { top, bottom } = panel.box, parts = [];
  let pixel = [];
  const flush = () => {
    const rows = pixel.map(([, y]) => y);
    const kept = new Set([0, rows.indexOf(Math.min(...rows)), rows.indexOf(Math.max(...rows)), rows.length - 1]);
    [...kept].sort((a, b) => a - b).forEach((k) => parts.push(pixel[k].map((px) => px.toFixed(1)).join(" ")));
  };
  for (const { point, value } of column) {
    const spot = [panel.x(point[axis]), Math.min(Math.max(panel.y(value), top - 2), bottom + 2)];
    if (pixel.length && Math.floor(pixel[0][0]) !== Math.floor(spot[0])) {
      flush();
      pixel = [];
    }
    pixel.push(spot);
  }
  if (pixel.length) flush();
  return `M${parts.join("L")}`;
}

/** The name of each run that has a line: on the solid one where there is one. */
function endNames(panel, { series, view }) {
  const ends = [];
  for (const each of series) {
    const name = panel.names.find((candidate) => each.column(candidate).length);
    if (!name) continue;
    const { point, value } = smoothLine(name, each.column(name), view).at(-1);
    ends.push({ title: each.run.title, colour: each.run.colour, x: point[AXES[view.x]], value });
  }
  return ends;
}

function paintEndNames(panel, ends, room, { em, measure }, group) {
  const step = 1.25 * em, { top, bottom, right } = panel.box;
  const places = ends.map((end) => ({ ...end, y: panel.y(end.value) })).sort((a, b) => a.y - b.y);
  places.forEach((end, k) => (end.at = Math.max(end.y, top, k ? places[k - 1].at + step : top)));
  for (let k = places.length - 1, low = bottom; k >= 0; k--, low -= step) places[k].at = Math.min(places[k].at, low);
  for (const end of places) {
    const own = svg("g", { class: end.colour }, group);
    const from = Math.min(panel.x(end.x), right);
    svg("path", { class: "leader", d: `M${from} ${end.y}L${right + 0.2 * em} ${end.at}` }, own);
    const title = shortened(end.title, room - 0.8 * em, (text) => measure(text, true));
    svgText(title, { class: "name", x: right + 0.5 * em, y: end.at + 0.35 * em }, own);
  }
}

/** The number of a run, by which two of one name differ, stays. */
function shortened(text, room, measure) {
  if (measure(text) <= room) return text;
  const number = text.match(/ #\d+$/)?.[0] ?? "";
  let kept = text.slice(0, text.length - number.length);
  while (kept.length > 1 && measure(`${kept}…${number}`) > room) kept = kept.slice(0, -1);
  return `${kept.trimEnd()}…${number}`;
}
