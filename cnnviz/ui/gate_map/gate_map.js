const BINS = 20, HEIGHT = 22; // of a histogram; px of a row
const round = (value) => value.toFixed(3);
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

export default function ({ data, parentElement, setTriggerValue }) {
  const { words } = data, palette = new Uint8Array(bytes(data.palette)), rows = parentElement.querySelector(".rows");
  const output = parentElement.querySelector("output"), told = output.firstElementChild, two = data.rows[0].values.length > 1;
  const element = (name, className, text) => {
    const made = document.createElement(name);
    made.className = className ?? "";
    if (text !== undefined) made.textContent = text;
    return made;
  };
  function paint(canvas, lines) {
    canvas.width = lines[0].length;
    canvas.height = lines.length;
    const picture = new ImageData(canvas.width, canvas.height);
    lines.flatMap((line) => [...line]).forEach((value, place) => {
      const colour = 3 * Math.round(255 * Math.min(1, Math.max(0, value)));
      picture.data.set([palette[colour], palette[colour + 1], palette[colour + 2], 255], 4 * place);
    });
    canvas.getContext("2d").putImageData(picture, 0, 0);
  }
  function counts(values) {
    const found = new Array(BINS).fill(0);
    for (const value of values) found[Math.min(BINS - 1, Math.floor(value * BINS))] += 1;
    return found.map((count) => count / values.length);
  }
  function spread(lines) {
    const shares = lines.map(counts), most = Math.max(...shares.flat());
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const top = (share) => HEIGHT * (1 - share / most);
    const filled = shares[0].map((share, bin) => share && `M${bin} ${HEIGHT}V${top(share)}h0.9V${HEIGHT}Z`).filter(Boolean).join("");
    const steps = shares[1] && `M0 ${HEIGHT}` + shares[1].map((share, bin) => `V${top(share)}H${bin + 1}`).join("") + `V${HEIGHT}`;
    svg.innerHTML = `<line x1="0" x2="${BINS}" y1="${HEIGHT}" y2="${HEIGHT}"></line><path class="a" d="${filled}"></path>` + (steps ? `<path class="b" d="${steps}"></path>` : "");
    svg.setAttribute("viewBox", `0 0 ${BINS} ${HEIGHT}`);
    svg.setAttribute("preserveAspectRatio", "none");
    svg.setAttribute("class", "spread wide");
    svg.setAttribute("aria-hidden", "true");
    svg.style.height = `${HEIGHT}px`;
    return svg;
  }
  const heads = [words.block, words.gates, words.spread, two ? words.change : words.mean];
  const made = heads.map((head, place) => element("div", `head ${["", "", "wide", "number"][place]}`, head));
  data.rows.forEach(({ title, values }, row) => {
    const lines = values.map((text) => floats(text)), [own, other] = lines;
    const canvas = element("canvas");
    canvas.setAttribute("role", "img");
    const figures = { block: title, count: own.length, mean: round(mean(own)), low: round(Math.min(...own)), high: round(Math.max(...own)) };
    canvas.setAttribute("aria-label", fill(words.row, figures));
    canvas.style.height = `${two ? 2 * HEIGHT : HEIGHT}px`;
    paint(canvas, lines);
    const at = (event) => {
      const box = canvas.getBoundingClientRect();
      return Math.min(own.length - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * own.length)));
    };
    canvas.onpointermove = (event) => {
      const channel = at(event);
      const one = { block: title, channel, gate: round(own[channel]), a: round(own[channel]), b: two && round(other[channel]) };
      told.textContent = fill(two ? words.two : words.one, one);
    };
    canvas.onpointerleave = () => { told.textContent = words.hint; };
    canvas.onclick = (event) => setTriggerValue("pressed", [row, at(event)]);
    const last = two ? mean(own.map((value, channel) => Math.abs(value - other[channel]))) : mean(own);
    made.push(element("div", "", title), canvas, spread(lines), element("div", "number", round(last)));
  });
  told.textContent = output.dataset.hint = words.hint;
  paint(parentElement.querySelector(".scale canvas"), [Array.from({ length: 256 }, (_, place) => place / 255)]);
  rows.replaceChildren(...made);
}
