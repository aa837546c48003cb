// What stands in words: how each run is getting on, and the newest values as a table.

/** One line a run above the chart: colour, name, status, how far, how long still. */
function writeRuns(list, series, words) {
  list.replaceChildren(...series.map((each) => {
    const line = element("li", each.run.colour);
    const told = element("span", "quiet", standing(each, words).map(unbroken).join(" · "));
    line.append(element("i", "swatch"), element("b", "", each.run.title), told);
    return line;
  }));
}

/** A line may end between two statements, not in one. */
const unbroken = (text) => text.replaceAll(" ", "\u00a0");

function element(tag, className, textContent = "") {
  return Object.assign(document.createElement(tag), { className, textContent });
}

/** "running", "epoch 3.2 of 10", "0:41 to go", "test 87.5 %". */
function standing(series, words) {
  const isLeaving = series.status === "running" && series.asked && series.asked !== "go";
  const parts = [isLeaving ? words[series.asked] : words[series.status]];
  if (series.status === "queued" && series.place) parts.push(fill(words.place, { place: series.place }));
  if (series.last) {
    const epoch = spellEpoch(series);
    parts.push(fill(series.run.until ? words.epochOf : words.epochIs, { epoch, until: series.run.until }));
  }
  if (series.isActive && series.secondsLeft != null) parts.push(fill(words.left, { time: spellTime(series.secondsLeft) }));
  const accuracy = series.newest("test_accuracy");
  if (accuracy !== undefined) parts.push(`${words.test} ${FORMATS.percent(accuracy)}`);
  return parts;
}

/** "3.2"; a run that goes on has a decimal always, so that the line does not jump. */
function spellEpoch({ last, isActive }) {
  return isActive ? last.epoch.toFixed(1) : String(Number(last.epoch.toFixed(1)));
}

/** The columns of the table: heading, and what it says of a run. */
function tableColumns(words) {
  const newest = (name, format) => (series) => {
    const value = series.newest(name);
    return value === undefined ? "–" : FORMATS[format](value);
  };
  const best = (series) => {
    const values = series.column("test_accuracy").map(({ value }) => value);
    return values.length ? FORMATS.percent(Math.max(...values)) : "–";
  };
  return [
    [words.run, (series) => series.run.title],
    [words.status, (series) => words[series.status] ?? series.status],
    [words.epoch, (series) => series.last ? spellEpoch(series) : "–"],
    [`${words.accuracy}, ${words.test}`, newest("test_accuracy", "percent")],
    [words.best, best],
    [`${words.accuracy}, ${words.train}`, newest("train_accuracy", "percent")],
    [`${words.loss}, ${words.test}`, newest("test_loss", "plain")],
    [`${words.loss}, ${words.train}`, newest("train_loss", "plain")],
    [words.speed, newest("images_per_second", "count")],
    [words.time, (series) => (series.last ? spellTime(series.last.seconds) : "–")],
  ];
}

function writeTable(table, series, words) {
  const columns = tableColumns(words);
  const row = (cells, kind) => {
    const line = document.createElement("tr");
    line.append(...cells.map((text, k) => {
      const cell = document.createElement(k && kind === "td" ? "td" : "th");
      cell.scope = kind === "td" ? "row" : "col";
      cell.textContent = text;
      return cell;
    }));
    return line;
  };
  table.tHead.replaceChildren(row(columns.map(([heading]) => heading), "th"));
  table.tBodies[0].replaceChildren(...series.map((each) => row(columns.map(([, tell]) => tell(each)), "td")));
}

function fill(phrase, values) {
  return phrase.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
