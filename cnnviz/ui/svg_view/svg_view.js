export default function ({ data, parentElement, setTriggerValue }) {
  const view = parentElement.querySelector(".scroll"), card = parentElement.querySelector(".card");
  view.setAttribute("aria-label", data.alt);
  if (view.dataset.svg !== data.svg) {
    view.innerHTML = data.svg;
    view.dataset.svg = data.svg;
    card.hidden = true;
  }
  const of = (event) => event.target.closest?.(".target");
  const show = (event) => {
    const target = of(event);
    card.hidden = !target;
    if (!target) return;
    card.replaceChildren(...target.dataset.card.split("\n").map((line) => {
      const row = document.createElement("div");
      row.textContent = line;
      return row;
    }));
    const frame = parentElement.querySelector(".view").getBoundingClientRect(), box = target.getBoundingClientRect();
    const left = box.right - frame.left + 10, fits = left + card.offsetWidth <= frame.width;
    card.style.left = `${Math.max(0, fits ? left : box.left - frame.left - card.offsetWidth - 10)}px`;
    card.style.top = `${Math.min(Math.max(0, box.top - frame.top), Math.max(0, frame.height - card.offsetHeight))}px`;
  };
  const press = (target) => target && setTriggerValue("pressed", target.dataset.id);
  view.onpointerover = show;
  view.onpointerleave = view.onscroll = () => { card.hidden = true; };
  for (const target of view.querySelectorAll(".target")) target.onfocus = show;
  view.onclick = (event) => press(of(event));
  view.onkeydown = (event) => {
    if (event.key === "Escape") card.hidden = true;
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    press(of(event));
  };
}
