// The trends along the depth: a bar of each row is chosen together with those above and below it.

export default function ({ data, parentElement, setStateValue }) {
  const [figure, view, card] = [".trends", ".picture", ".card"].map((part) => parentElement.querySelector(part));
  const choose = (name) => setStateValue("selected", name);
  showPlaces({ figure, view, card, svg: data.svg, alt: data.alt, kind: "column", choose });
}
