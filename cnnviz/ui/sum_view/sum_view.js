const PACE = 350; // ms a step
const NAMED = 7; // columns up to which each cell shows its number

export default function ({ data, parentElement, setStateValue }) {
  const find = (selector) => parentElement.querySelector(selector);
  const { words, inside } = data, [channels, high, wide] = data.shape, cells = high * wide;
  const reads = doubles(data.reads), weights = data.weights && doubles(data.weights);
  const products = weights && reads.map((value, place) => value * weights[place]);
  const told = data.layer + data.place + data.reads.length;
  if (parentElement.told !== told) { // another unit or layer: from its first product
    parentElement.told = told;
    parentElement.step = 0;
  }
  const last = channels * cells;
  parentElement.step = Math.min(parentElement.step, last);

  const map = find(".map"), play = find('[data-do="play"]'), slider = find(".controls input");
  map.setAttribute("viewBox", `0 0 ${data.units[1]} ${data.units[0]}`);
  map.setAttribute("aria-label", words.map);
  const place = (element, [x, y, width, height]) => {
    for (const [name, value] of Object.entries({ x, y, width, height })) element.setAttribute(name, value);
  };
  find(".map image").setAttribute("href", data.answers);
  place(find(".map image"), [0, 0, data.units[1], data.units[0]]);
  for (const mark of map.querySelectorAll("rect")) place(mark, [data.place[1], data.place[0], 1, 1]);
  find(".where figcaption").textContent = `${words.map} ${words.unit} (${data.place.join(", ")}) = ${spell(data.result, 5)}`;

  const summed = data.kind === "sum";
  find(".controls").hidden = !summed;
  find(".controls").style.display = summed ? "" : "none";
  slider.max = channels - 1;
  slider.parentElement.style.display = channels > 1 ? "" : "none";
  find('[data-do="next"]').style.display = channels > 1 ? "" : "none";
  for (const button of parentElement.querySelectorAll("button")) button.textContent = words[button.dataset.do];

  function grid(name, numbers, channel, at) {
    const figure = find(`[data-grid="${name}"]`), side = wide > NAMED ? 22 : wide > 3 ? 46 : wide > 1 ? 58 : 92;
    figure.style.display = numbers ? "" : "none";
    if (!numbers) return;
    figure.querySelector("figcaption").textContent = words[name];
    const most = numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1, frame = figure.querySelector(".grid");
    frame.style.gridTemplateColumns = `repeat(${wide}, ${side}px)`;
    frame.replaceChildren(...Array.from({ length: cells }, (_, cell) => {
      const box = document.createElement("div"), value = numbers[channel * cells + cell], beyond = !inside[cell] && name === "reads";
      box.className = `cell ${value < 0 ? "minus" : "plus"}`;
      box.classList.toggle("outside", beyond);
      box.classList.toggle("now", cell === at);
      box.classList.toggle("ahead", name === "products" && at >= 0 && cell > at);
      box.style.setProperty("--share", `${Math.round((75 * Math.abs(value)) / most)}%`);
      box.style.height = `${Math.round(side * 0.68)}px`;
      box.title = beyond ? words.padding : spell(value, 6);
      if (wide <= NAMED && !box.classList.contains("ahead")) box.textContent = spell(value, wide > 3 ? 2 : 3);
      return box;
    }));
  }

  function show() {
    const step = parentElement.step, done = step >= last;
    const now = Math.min(step, last - 1), channel = Math.floor(now / cells), cell = now % cells;
    grid("reads", reads, channel, summed && !done ? cell : pick());
    grid("weights", weights, channel, done ? -1 : cell);
    grid("products", products, channel, done ? -1 : cell);
    slider.value = channel;
    const named = fill(words.channel, { channel: data.first + channel, place: channel + 1, all: channels });
    find(".controls label span").textContent = named;
    slider.setAttribute("aria-valuetext", named);
    play.textContent = parentElement.playing ? words.pause : words.play;
    find(".line").textContent = summed ? line(now, done) : rule();
    find(".total").textContent = summed && !done ? "" : `${total()} = ${spell(data.result, 6)}   (${fill(words.torch, { value: spell(data.answer, 6) })})`;
  }
  const pick = () => (data.kind === "max" ? reads.findIndex((value, place) => inside[place] && value === data.result) : -1);
  function line(now, done) {
    const sum = products.slice(0, done ? last : now + 1).reduce((sum, value) => sum + value, 0);
    if (done) return `${words.sum}: Σ x·w = ${spell(sum, 6)}`;
    return `${spell(reads[now])} · ${factor(weights[now])} = ${spell(products[now])},  ${words.so_far}: ${spell(sum, 6)}`;
  }
  function rule() {
    if (data.kind === "mean") return fill(words.mean, { count: inside.filter(Boolean).length });
    return { max: words.max, scale: words.scaled, map: words.mapped }[data.kind];
  }
  function total() {
    if (summed) return data.bias ? `Σ x·w + ${words.bias} = ${spell(data.result - data.bias, 6)} + ${factor(data.bias)}` : "Σ x·w";
    if (data.kind === "scale") {
      const [mean, variance, epsilon, gain] = data.scale;
      return `(${spell(reads[0], 5)} − ${factor(mean)})/√(${spell(variance, 5)} + ${epsilon}) · ${factor(gain)} + ${factor(data.bias)}`;
    }
    if (data.kind === "map") return `f(${spell(reads[0], 5)})`;
    return data.kind === "max" ? "max x" : "Σ x / n";
  }

  function stop() {
    clearInterval(parentElement.playing);
    parentElement.playing = null;
  }
  function go(step) {
    parentElement.step = Math.max(0, Math.min(last, step));
    if (parentElement.step === last) stop();
    show();
  }
  const actions = {
    start: () => go(0),
    back: () => go(parentElement.step - 1),
    step: () => go(parentElement.step + 1),
    next: () => go((Math.floor(parentElement.step / cells) + 1) * cells),
    end: () => go(last),
  };
  stop();
  find(".controls").onclick = (event) => {
    const wish = event.target.closest("button")?.dataset.do;
    if (!wish) return;
    const played = parentElement.playing;
    stop();
    if (wish !== "play") return actions[wish]();
    if (!played) {
      if (parentElement.step >= last) parentElement.step = 0;
      parentElement.playing = setInterval(() => go(parentElement.step + 1), PACE);
    }
    show();
  };
  slider.oninput = () => { stop(); go(Number(slider.value) * cells); };
  const choose = (row, column) => {
    if (row >= 0 && column >= 0 && row < data.units[0] && column < data.units[1]) setStateValue("place", [row, column]);
  };
  map.onclick = (event) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse());
    choose(Math.floor(point.y), Math.floor(point.x));
  };
  map.onkeydown = (event) => {
    const move = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (!move) return;
    event.preventDefault();
    choose(data.place[0] + move[0], data.place[1] + move[1]);
  };
  show();
  return stop;
}
