export default function ({ data, parentElement, setStateValue }) {
  const view = parentElement.querySelector(".picture"), card = parentElement.querySelector(".card");
  view.setAttribute("aria-label", data.alt);
  if (view.drawn !== data.svg) {
    const focused = view.getRootNode().activeElement?.dataset.name;
    view.drawn = data.svg;
    view.innerHTML = data.svg;
    card.hidden = true;
    if (focused) columns().find((column) => column.dataset.name === focused)?.focus();
  }

  function columns() {
    return [...view.querySelectorAll(".column")];
  }

  const of = (event) => event.target.closest?.(".column");
  const select = (column) => column && setStateValue("selected", column.dataset.name);
  const show = (event) => {
    const column = of(event);
    card.hidden = !column;
    if (!column) return;
    card.replaceChildren(...column.dataset.card.split("\n").map((line) => {
      const row = document.createElement("div");
      row.textContent = line;
      return row;
    }));
    const frame = parentElement.querySelector(".trends").getBoundingClientRect(), place = column.getBoundingClientRect();
    const right = place.right - frame.left + 10;
    card.style.left = `${right + card.offsetWidth <= frame.width ? right : place.left - frame.left - card.offsetWidth - 10}px`;
    card.style.top = "24px";
  };
  view.onpointerover = show;
  if (!view.listens) view.addEventListener("focusin", (event) => view.listens(event));
  view.listens = show;
  view.onpointerleave = () => { card.hidden = true; };
  view.onclick = (event) => select(of(event));
  view.onkeydown = (event) => {
    const all = columns(), place = all.indexOf(of(event));
    const next = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === "Escape") card.hidden = true;
    else if (event.key === "Enter" || event.key === " ") select(all[place]);
    else if (next === undefined || !all[next]) return;
    else all[next].focus();
    event.preventDefault();
  };
}
