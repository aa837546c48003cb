export default function ({ data, parentElement, setTriggerValue }) {
  const { words, panels } = data, root = parentElement.querySelector(".units");
  const place = (element, [x, y, width, height]) => {
    for (const [name, value] of Object.entries({ x, y, width, height })) element.setAttribute(name, value);
  };
  const show = (element, shown) => { element.style.display = shown ? "" : "none"; };
  while (root.children.length < panels.length) root.append(root.firstElementChild.cloneNode(true));
  while (root.children.length > panels.length) root.lastElementChild.remove();
  root.classList.toggle("pair", panels.length > 1);
  let chosen = { panel: 0, row: data.unit[0], column: data.unit[1] }, cursor = null;

  const unitOf = (number, at) => { // the unit of a panel that stands at the same part of its map
    if (number === at.panel) return [at.row, at.column];
    const from = panels[at.panel].units, to = panels[number].units;
    return [Math.floor(((at.row + 0.5) / from[0]) * to[0]), Math.floor(((at.column + 0.5) / from[1]) * to[1])];
  };
  const views = panels.map((panel, number) => {
    const find = (selector) => root.children[number].querySelector(selector);
    const map = find(".map"), [height, width] = panel.units, numbers = floats(panel.values);
    const planes = numbers.length / (height * width);
    find(".title").textContent = panel.title;
    find(".told").textContent = panel.told;
    map.setAttribute("viewBox", `0 0 ${width} ${height}`);
    map.setAttribute("aria-label", `${panel.told} ${words.keys}`);
    find(".map image").setAttribute("href", panel.picture);
    place(find(".map image"), [0, 0, width, height]);
    show(find(".scale"), panel.ends);
    find(".bar").src = data.bar;
    [find(".low").textContent, find(".high").textContent] = panel.ends ? panel.ends.map((end) => spell(end)) : ["", ""];
    root.children[number].classList.toggle("plain", !panel.photo);
    show(find(".seen"), panel.photo);
    if (panel.photo) {
      find(".scene").setAttribute("viewBox", `0 0 ${panel.size[1]} ${panel.size[0]}`);
      find(".scene").setAttribute("aria-label", words.photo);
      find(".scene image").setAttribute("href", panel.photo);
      find(".scene image").classList.toggle("small", panel.size[0] <= 64);
      place(find(".scene image"), [0, 0, panel.size[1], panel.size[0]]);
    }
    const spelled = (row, column) => {
      const values = Array.from({ length: planes }, (_, plane) => numbers[(plane * height + row) * width + column]);
      return planes === 1 ? spell(values[0], 6) : values.map((value, plane) => `${"RGB"[plane]} ${spell(value, 4)}`).join(" · ");
    };
    return { panel, number, find, map, spelled };
  });

  function seen({ panel, find }, row, column) {
    for (const mark of find(".scene").querySelectorAll("rect")) show(mark, panel.field);
    find(".where").textContent = words.photo;
    if (!panel.field) return;
    const ends = [row, column].map((at, axis) => {
      const start = at * panel.field.stride[axis] - panel.field.padding[axis];
      return [Math.max(0, start), Math.min(panel.size[axis], start + panel.field.size[axis])];
    });
    const [[top, bottom], [left, right]] = ends, whole = bottom - top >= panel.size[0] && right - left >= panel.size[1];
    const beyond = bottom <= top || right <= left;
    for (const mark of find(".scene").querySelectorAll("rect")) place(mark, beyond ? [0, 0, 0, 0] : [left, top, right - left, bottom - top]);
    find(".where").textContent = beyond ? words.none : whole ? words.all : fill(words.sees, { top, bottom: bottom - 1, left, right: right - 1 });
  }
  function update() {
    for (const view of views) {
      const [row, column] = unitOf(view.number, cursor ?? chosen), [markedRow, markedColumn] = unitOf(view.number, chosen);
      for (const mark of view.map.querySelectorAll(".halo, .unit")) place(mark, [markedColumn, markedRow, 1, 1]);
      place(view.find(".hover"), cursor ? [column, row, 1, 1] : [0, 0, 0, 0]);
      view.find(".value").textContent = fill(words.value, { row, column, value: view.spelled(row, column) });
      if (view.panel.photo) seen(view, row, column);
    }
  }
  function choose(at) {
    [chosen, cursor] = [at, null];
    update();
    setTriggerValue("unit", unitOf(0, at));
  }
  for (const { panel, number, map } of views) {
    const [height, width] = panel.units;
    const unitAt = (event) => {
      const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse());
      const row = Math.floor(point.y), column = Math.floor(point.x);
      return row >= 0 && column >= 0 && row < height && column < width ? { panel: number, row, column } : null;
    };
    map.onpointermove = (event) => { cursor = unitAt(event); update(); };
    map.onpointerleave = () => { cursor = null; update(); };
    map.onclick = (event) => { const at = unitAt(event); if (at) choose(at); };
    map.onkeydown = (event) => {
      const move = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
      if (!move && event.key !== "Enter") return;
      event.preventDefault();
      const [row, column] = unitOf(number, cursor ?? chosen);
      if (!move) return choose({ panel: number, row, column });
      const within = (at, size) => Math.min(size - 1, Math.max(0, at));
      cursor = { panel: number, row: within(row + move[0], height), column: within(column + move[1], width) };
      update();
    };
  }
  update();
}
