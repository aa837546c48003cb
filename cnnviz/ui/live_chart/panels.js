// Which panels there are, what each shows, and where it lies.

const MAIN = [
  { name: "accuracy", solid: "test_accuracy", dashed: "train_accuracy", format: "percent", tick: "share", from: 0 },
  { name: "loss", solid: "test_loss", dashed: "train_loss", format: "plain", canBeLog: true, from: 0 },
];
const SINGLE = [
  { name: "rate", solid: "rate", format: "plain", canBeLog: true, from: 0 },
  { name: "speed", solid: "images_per_second", format: "count", from: 0 },
];
const BY_STAGE = [
  { name: "gradient", prefix: "gradient_norm.", format: "plain", canBeLog: true, from: 0 },
  { name: "dead", prefix: "dead_relu.", format: "share", from: 0, to: 1 },
];

const MOST_STAGES = 8; // on show: more are no easier to compare

/** The panels for what `series` hold; those of one measure have one axis, so that stages can be compared by eye. */
function panelsOf(series, view, words) {
  const isMain = (panel) => MAIN.includes(panel);
  const panels = [...MAIN, ...SINGLE].map((panel) => ({ ...panel, title: words[panel.name], isMain: isMain(panel) }));
  panels.filter(({ name }) => name === "loss").forEach((panel) => (panel.shared = [panel.solid, panel.dashed]));
  for (const measure of BY_STAGE) {
    const names = namesOf(series, measure.prefix);
    for (const solid of spreadOver(names, MOST_STAGES)) {
      const stage = solid.slice(measure.prefix.length);
      panels.push({ ...measure, solid, shared: names, title: `${words[measure.name]} · ${stage}` });
    }
  }
  for (const panel of panels) {
    panel.names = [panel.solid, panel.dashed].filter(Boolean);
    panel.log = Boolean(panel.canBeLog && view.log);
  }
  return panels.filter((panel) => panel.isMain || series.some((each) => each.column(panel.solid).length));
}

/** At most `most` of `names`, evenly spread, the first and the last among them. */
function spreadOver(names, most) {
  if (names.length <= most) return names;
  return Array.from({ length: most }, (_, k) => names[Math.round((k * (names.length - 1)) / (most - 1))]);
}

/** Names of values that start with `prefix`, in the order in which the runs tell them. */
function namesOf(series, prefix) {
  const names = new Set(series.flatMap((each) => [...each.columns.keys()]));
  return [...names].filter((name) => name.startsWith(prefix));
}

/** Gives every panel its frame in px; returns the height of all. `em` is the size of the text. */
function placePanels(panels, width, em) {
  const rows = [panels.filter((panel) => panel.isMain), panels.filter((panel) => !panel.isMain && !panel.prefix)];
  for (const { prefix } of BY_STAGE) rows.push(panels.filter((panel) => panel.prefix === prefix));
  const [main, ...small] = rows.filter((row) => row.length);
  const across = width >= 52 * em ? 2 : 1;
  const height = Math.min(Math.max((0.62 * (width - (across - 1) * 2 * em)) / across, 16 * em), 25 * em);
  let top = placeRows(main, across, { width, height, top: 0, gap: 2 * em });
  const most = Math.max(1, Math.min(4, Math.floor(width / (17 * em))));
  for (const row of small) {
    top = placeRows(row, Math.min(most, row.length), { width, height: 10.5 * em, top, gap: 1.5 * em });
  }
  return top;
}

function placeRows(panels, across, { width, height, top, gap }) {
  const each = (width - (across - 1) * gap) / across;
  panels.forEach((panel, k) => {
    const [row, column] = [Math.floor(k / across), k % across];
    panel.frame = { left: column * (each + gap), top: top + row * (height + gap), width: each, height };
  });
  return top + Math.ceil(panels.length / across) * (height + gap);
}

/** The place on the axis that a point has: passes over the data, steps, or seconds of training. */
const AXES = { epoch: "epoch", step: "step", time: "seconds" };

/** From 0 to the farthest point; along passes to the end that an active run is heading for. */
function horizontalDomain(series, axis) {
  const ends = series.map((each) => each.last?.[AXES[axis]] ?? 0);
  if (axis === "epoch") ends.push(...series.filter((each) => each.isActive).map((each) => each.run.until ?? 0));
  return { low: 0, high: Math.max(...ends, 0) || 1, log: false };
}

const NARROWEST = 0.9; // the accuracies above it are always on show, so that the ticks are whole percents

/** Of one panel; values that are off by far at the very start do not squeeze all that follows. */
function verticalDomain(panel, series) {
  const names = panel.shared ?? panel.names;
  const values = series.flatMap((each) => names.flatMap((name) => each.column(name).map(({ value }) => value)));
  if (panel.name === "accuracy") return domainOf([...values, NARROWEST], { from: isHigh(values) ? null : 0, to: 1 });
  return domainOf(values, panel.log ? { log: true } : panel);
}

/** True where all accuracies are in the upper half, as of learnt weights that learn on: the lower half would be empty. */
function isHigh(values) {
  return values.length > 0 && values.every((value) => value >= 0.5);
}
