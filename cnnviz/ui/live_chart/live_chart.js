// The component that Streamlit mounts: the curves of several runs, which grow without a run of the page's script.

const CHARTS = new WeakMap(); // shadow root → LiveChart

export default function mount({ data, parentElement, setTriggerValue }) {
  if (!CHARTS.has(parentElement)) CHARTS.set(parentElement, new LiveChart(parentElement));
  const chart = CHARTS.get(parentElement);
  chart.tellView = (view) => setTriggerValue("view", view);
  chart.tellChange = (text) => setTriggerValue("changed", text);
  chart.update(data);
  return () => chart.leave();
}

class LiveChart {
  constructor(place) {
    const find = (selector) => place.querySelector(selector);
    this.place = place;
    const [host, stage, picture, card] = [".live", ".stage", ".picture", ".card"].map(find);
    Object.assign(this, { host, stage, picture, card, find });
    this.series = [];
    this.watch = new Watch(() => this.series, (isFailing) => this.heard(isFailing));
    this.resizing = new ResizeObserver(() => this.draw());
    this.resizing.observe(this.stage);
    this.listen();
    listenToReadout(this);
    document.fonts.ready.then(() => this.draw());
  }

  leave() {
    this.watch.end();
    this.resizing.disconnect();
    CHARTS.delete(this.place);
  }

  /** Which runs, and how to show them; what was fetched of a run stays. */
  update({ runs, view, words }) {
    const known = new Map(this.series.map((each) => [each.run.id, each]));
    this.words = words;
    this.series = JSON.parse(runs).map((run) => {
      const series = known.get(run.id) ?? new Series(run);
      series.take(run);
      return series;
    });
    this.told = this.standings();
    if (view === this.awaited) this.awaited = undefined;
    if (view !== this.given && !this.awaited) this.view = JSON.parse((this.given = view)); // a link, or Back
    this.writeWords();
    this.draw();
    this.watch.round();
  }

  /** New points, or none; Python hears when a run has begun or ended, so that the rest of the page follows. */
  heard(isFailing) {
    this.find(".offline").hidden = !isFailing;
    this.draw();
    if (this.standings() === this.told) return;
    this.told = this.standings();
    this.tellChange(this.told);
  }

  standings() {
    return this.series.map((each) => `${each.run.id}:${each.status}`).join();
  }

  draw() {
    const width = this.stage.clientWidth;
    if (!this.view || !width) return;
    const style = getComputedStyle(this.host), em = parseFloat(style.fontSize);
    const { view, words, series } = this;
    const horizontal = horizontalDomain(series, view.x);
    this.scene = { view, words, series, horizontal, em, measure: makeMeasure(style, em) };
    this.panels = panelsOf(series, view, words);
    const height = placePanels(this.panels, width, em);
    setAttributes(this.picture, { width, height, viewBox: `0 0 ${width} ${height}` });
    paintPanels(this.picture, this.panels, this.scene);
    writeRuns(this.find(".runs"), series, words);
    writeTable(this.find("table"), series, words);
    this.host.dataset.points = series.reduce((sum, each) => sum + (each.last?.number ?? 0), 0);
    if (!this.reading) return;
    const panel = this.panels.find((each) => each.solid === this.reading.panel.solid);
    readAt(this, panel ?? null, this.reading.x);
  }

  listen() {
    const slider = this.find("input[type=range]");
    this.find(".axis").onchange = ({ target }) => this.change({ x: target.value });
    this.find("[name=log]").onchange = ({ target }) => this.change({ log: target.checked });
    slider.oninput = () => this.show({ smooth: Number(slider.value) });
    slider.onchange = () => this.change({ smooth: Number(slider.value) });
    this.find("[data-do=svg]").onclick = () => saveAsSvg(drawnRuns(this), "runs.svg");
    this.find("[data-do=png]").onclick = () => saveAsPng(drawnRuns(this), "runs.png");
  }

  show(part) {
    Object.assign(this.view, part);
    this.find("output").textContent = `${this.view.smooth} %`;
    this.draw();
  }

  change(part) {
    this.show(part);
    this.given = this.awaited = JSON.stringify(this.view); // what comes before the answer to it is older
    this.tellView(this.given);
  }

  writeWords() {
    const { words, view } = this;
    for (const element of this.place.querySelectorAll("[data-word]")) element.textContent = words[element.dataset.word];
    this.find(".axis").setAttribute("aria-label", words.axis);
    this.find(".axis").querySelectorAll("input").forEach((input) => (input.checked = input.value === view.x));
    this.find("[name=log]").checked = view.log;
    this.find("input[type=range]").value = view.smooth;
    this.find("output").textContent = `${view.smooth} %`;
    this.find("[data-do=svg]").setAttribute("aria-label", words.saveSvg);
    this.find("[data-do=png]").setAttribute("aria-label", words.savePng);
    this.stage.setAttribute("aria-label", words.chart);
  }
}

/** How wide a text is, in px; in the bold of names where `isStrong`. */
function makeMeasure(style, em) {
  const pen = document.createElement("canvas").getContext("2d");
  return (text, isStrong = false) => {
    pen.font = `${isStrong ? 600 : 400} ${0.9375 * em}px ${style.fontFamily}`;
    return pen.measureText(text).width;
  };
}

/** The panels with the names of the runs below them, on the page's background, for a file. */
function drawnRuns({ picture, host, series, scene }) {
  const [width, height] = ["width", "height"].map((side) => Number(picture.getAttribute(side)));
  const { em } = scene, copy = plainCopy(picture), style = getComputedStyle(host);
  copy.querySelector(".cursor")?.remove();
  const size = { width, height: height + (series.length + 1) * 1.5 * em };
  const whole = svg("svg", { ...size, viewBox: `0 0 ${size.width} ${size.height}` });
  whole.append(svg("rect", { ...size, fill: style.backgroundColor }), copy);
  const type = { "font-family": style.fontFamily.replaceAll('"', "'"), "font-size": em, fill: style.color };
  series.forEach((each, k) => {
    const y = height + (k + 1) * 1.5 * em, line = host.querySelectorAll(".runs li")[k];
    const fill = getComputedStyle(line.querySelector("i")).backgroundColor;
    svg("rect", { x: 0, y: y - 0.75 * em, width: 1.2 * em, height: 0.8 * em, fill }, whole);
    svgText(`${each.run.title} · ${line.querySelector("span").textContent}`, { ...type, x: 1.7 * em, y }, whole);
  });
  return whole;
}
