// Shows one frame of a sheet at a time; plays them in turn, and rests on the last one.

const EACH = 450; // ms a frame

export default function ({ data, parentElement }) {
  const find = (selector) => parentElement.querySelector(selector);
  const slider = find("input"), button = find("button"), picture = find("img"), view = find(".window");
  const count = data.names.length, [width, height] = data.size;
  const show = () => {
    const frame = Number(slider.value);
    picture.style.top = `${-100 * frame}%`;
    view.setAttribute("aria-label", data.captions[frame]);
    find("output").textContent = data.names[frame];
    find("figcaption").textContent = data.captions[frame];
  };
  const rest = () => {
    clearInterval(parentElement.playing);
    parentElement.playing = null;
    button.textContent = data.words.play;
  };
  const step = () => {
    slider.value = Number(slider.value) + 1;
    show();
    if (Number(slider.value) === count - 1) rest();
  };
  view.style.aspectRatio = `${width} / ${height}`;
  slider.max = count - 1;
  slider.setAttribute("aria-label", data.words.frame);
  if (picture.src !== data.sheet) {
    rest();
    picture.src = data.sheet;
    slider.value = count - 1;
  }
  button.textContent = parentElement.playing ? data.words.pause : data.words.play;
  slider.oninput = () => {
    rest();
    show();
  };
  button.onclick = () => {
    if (parentElement.playing) return rest();
    if (Number(slider.value) === count - 1) slider.value = 0;
    show();
    parentElement.playing = setInterval(step, EACH);
    button.textContent = data.words.pause;
  };
  show();
  return rest;
}
