const STEP = 700; // ms that a layer stays while the walk goes on
const MARGIN = 0.3; // of the photograph, shown on each side of it: a box may reach beyond the edge

export default function ({ data, parentElement, setStateValue }) {
  const find = (selector) => parentElement.querySelector(selector);
  const place = (element, [x, y, width, height]) => {
    for (const [name, value] of Object.entries({ x, y, width, height })) element.setAttribute(name, value);
  };
  const [high, wide] = data.size, slider = find("input"), map = find(".map"), button = find(".play");
  const margins = [MARGIN * high, MARGIN * wide];
  let [layer, row, column] = data.place;

  const scene = [-margins[1], -margins[0], wide + 2 * margins[1], high + 2 * margins[0]];
  find(".scene").setAttribute("viewBox", scene.join(" "));
  place(find(".ground"), scene);
  for (const name of [".photo", ".frame"]) place(find(name), [0, 0, wide, high]);
  find(".photo").setAttribute("href", data.photo);
  slider.max = data.layers.length - 1;
  find(".name").textContent = data.words.depth;
  find(".left strong").textContent = data.words.photo;

  const clipped = (start, end, low, top) => Math.max(0, Math.min(end, top) - Math.max(start, low));
  function show() {
    const { title, units, size, stride, padding } = data.layers[layer];
    const top = row * stride[0] - padding[0], left = column * stride[1] - padding[1];
    for (const mark of find(".scene").querySelectorAll(".halo, .box")) place(mark, [left, top, size[1], size[0]]);
    map.setAttribute("viewBox", `0 0 ${units[1]} ${units[0]}`);
    map.setAttribute("aria-label", `${title}. ${data.words.map}`);
    place(find(".answers"), [0, 0, units[1], units[0]]);
    const known = layer === data.place[0];
    find(".answers").style.visibility = known ? "visible" : "hidden";
    find(".right figcaption").textContent = known ? data.words.map : data.words.other;
    for (const mark of map.querySelectorAll(".halo, .unit")) place(mark, [column, row, 1, 1]);
    slider.value = layer;
    slider.setAttribute("aria-valuetext", title);
    find(".walk output").textContent = title;
    const told = fill(data.words.told, {
      row, column, high: size[0], wide: size[1], top, bottom: top + size[0] - 1, left, right: left + size[1] - 1,
    });
    find(".told").textContent = told;
    find(".scene").setAttribute("aria-label", told);
    const inside = clipped(top, top + size[0], 0, high) * clipped(left, left + size[1], 0, wide);
    const share = Math.round(100 * (1 - inside / (size[0] * size[1])));
    const hidden = top < scene[1] || left < scene[0] || top + size[0] > scene[1] + scene[3] || left + size[1] > scene[0] + scene[2];
    find(".outside").textContent = [share && fill(data.words.outside, { share }), hidden && data.words.beyond].filter(Boolean).join(" ");
  }
  const tell = () => setStateValue("place", [layer, row, column]);
  function deepen(next) { // the unit of another layer that stands at the same place of the picture
    const from = data.layers[layer].units, to = data.layers[next].units;
    row = Math.min(to[0] - 1, Math.floor(((row + 0.5) / from[0]) * to[0]));
    column = Math.min(to[1] - 1, Math.floor(((column + 0.5) / from[1]) * to[1]));
    layer = next;
    show();
  }
  function pause(said) {
    clearInterval(parentElement.walk);
    parentElement.walk = null;
    button.textContent = data.words.play;
    if (said) tell();
  }
  clearInterval(parentElement.walk);
  find(".answers").setAttribute("href", data.answers);
  place(find(".hover"), [0, 0, 0, 0]);
  pause(false);
  show();

  button.onclick = () => {
    if (parentElement.walk) return pause(true);
    deepen(0);
    button.textContent = data.words.pause;
    parentElement.walk = setInterval(() => (layer + 1 < data.layers.length ? deepen(layer + 1) : pause(true)), STEP);
  };
  slider.oninput = () => { if (parentElement.walk) pause(false); deepen(Number(slider.value)); };
  slider.onchange = tell;
  const unitAt = (event) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse());
    const units = data.layers[layer].units;
    const at = [Math.floor(point.y), Math.floor(point.x)];
    return at[0] >= 0 && at[1] >= 0 && at[0] < units[0] && at[1] < units[1] ? at : null;
  };
  map.onpointermove = (event) => {
    const at = unitAt(event);
    place(find(".hover"), at ? [at[1], at[0], 1, 1] : [0, 0, 0, 0]);
  };
  map.onpointerleave = () => place(find(".hover"), [0, 0, 0, 0]);
  map.onclick = (event) => {
    const at = unitAt(event);
    if (!at) return;
    if (parentElement.walk) pause(false);
    [row, column] = at;
    show();
    tell();
  };
  map.onkeydown = (event) => {
    const move = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (!move) return;
    event.preventDefault();
    const units = data.layers[layer].units;
    row = Math.min(units[0] - 1, Math.max(0, row + move[0]));
    column = Math.min(units[1] - 1, Math.max(0, column + move[1]));
    show();
    clearTimeout(parentElement.telling);
    parentElement.telling = setTimeout(tell, 400);
  };
  return () => clearInterval(parentElement.walk);
}
