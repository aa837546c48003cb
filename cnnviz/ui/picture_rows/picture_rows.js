export default function ({ data, parentElement }) {
  const make = (tag, className, ...children) => {
    const element = document.createElement(tag);
    element.className = className;
    element.append(...children);
    return element;
  };
  const head = data.heads.map((title) => Object.assign(make("th", "", title), { scope: "col" }));
  parentElement.querySelector("thead").replaceChildren(make("tr", "", ...head));
  parentElement.querySelector("tbody").replaceChildren(...data.rows.map((row) => {
    const bars = row.bars.map((part) => Object.assign(make("div", "bar"), { style: `width: ${Math.max(100 * part, 0.5)}%` }));
    const pictures = Object.assign(document.createElement("img"), { src: row.pictures, alt: row.alt });
    const name = Object.assign(make("th", "", row.name), { scope: "row" });
    return make("tr", "", name, make("td", "note", row.note, ...bars), make("td", "pictures", pictures));
  }));
}
