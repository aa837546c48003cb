export default function ({ data, parentElement, setTriggerValue }) {
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
  if (data.opacity === parentElement.awaited) parentElement.awaited = undefined;
  if (parentElement.awaited === undefined) slider.value = data.opacity; // what comes before the answer is older
  show();
  slider.oninput = show;
  slider.onchange = () => setTriggerValue("opacity", (parentElement.awaited = Number(slider.value)));
}
