export default function ({ data, parentElement, setStateValue }) {
  const find = (selector) => parentElement.querySelector(selector);
  const slider = find("input"), heat = find(".heat");
  const show = () => {
    heat.style.opacity = slider.value / 100;
    find("output").textContent = `${slider.value} %`;
  };
  find(".photo").src = data.photo;
  find(".photo").alt = data.alt;
  heat.src = data.heat;
  find(".bar").src = data.bar;
  find(".name").textContent = data.words.opacity;
  find(".weak").textContent = data.words.weak;
  find(".strong").textContent = data.words.strong;
  if (parentElement.opacity !== data.opacity) {  // a link was opened; otherwise the slider stays where it is
    parentElement.opacity = data.opacity;
    slider.value = data.opacity;
  }
  show();
  slider.oninput = show;
  slider.onchange = () => {
    parentElement.opacity = Number(slider.value);
    setStateValue("opacity", Number(slider.value));
  };
}
