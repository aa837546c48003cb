// Places of a drawing that are pointed at, walked along with the arrow keys, and chosen.

/** Shows `svg` in `view`; each `.${kind}` in it has a name and a card; `choose` hears the name of the one pressed. */
function showPlaces({ figure, view, card, svg, alt, kind, choose }) {
  const places = () => [...view.querySelectorAll(`.${kind}`)];
  const of = (event) => event.target.closest?.(`.${kind}`);
  view.setAttribute("aria-label", alt);
  if (view.drawn !== svg) {
    const focused = view.getRootNode().activeElement?.dataset.name;
    view.drawn = svg;
    view.innerHTML = svg;
    card.hidden = true;
    if (focused) places().find((place) => place.dataset.name === focused)?.focus();
  }
  const show = (event) => showCard(of(event), card, figure);
  view.onpointerover = show;
  if (!view.listens) view.addEventListener("focusin", (event) => view.listens(event));
  view.listens = show;
  view.onpointerleave = view.onscroll = () => { card.hidden = true; };
  view.onclick = (event) => of(event) && choose(of(event).dataset.name);
  view.onkeydown = (event) => {
    const all = places(), at = all.indexOf(of(event));
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === "Escape") card.hidden = true;
    else if (event.key === "Enter" || event.key === " ") choose(all[at].dataset.name);
    else if (next === undefined || !all[next]) return;
    else all[next].focus();
    event.preventDefault();
  };
}

/** What `place` says, beside it and inside `figure`. */
function showCard(place, card, figure) {
  card.hidden = !place;
  if (!place) return;
  card.replaceChildren(...place.dataset.card.split("\n").map((line) => {
    const row = document.createElement("div");
    row.textContent = line;
    return row;
  }));
  const frame = figure.getBoundingClientRect(), box = place.getBoundingClientRect();
  const right = box.right - frame.left + 10, left = box.left - frame.left - card.offsetWidth - 10;
  card.style.left = `${right + card.offsetWidth <= frame.width ? right : Math.max(0, left)}px`;
  card.style.top = `${Math.max(0, Math.min(box.top - frame.top, frame.height - card.offsetHeight))}px`;
}
