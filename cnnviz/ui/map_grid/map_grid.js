export default function ({ data, parentElement, setTriggerValue }) {
  const picture = parentElement.querySelector("img");
  const cells = parentElement.querySelector(".cells");
  const [height, width] = data.size, [cellHeight, cellWidth] = data.cell;
  const percent = (part, whole) => `${(100 * part) / whole}%`;
  picture.src = data.picture;
  parentElement.querySelector(".grid").setAttribute("aria-label", data.alt);
  cells.replaceChildren(...data.channels.map((channel, place) => {
    const cell = document.createElement("button");
    const [top, left] = data.corners[place];
    Object.assign(cell.style, {
      top: percent(top, height), left: percent(left, width),
      height: percent(cellHeight, height), width: percent(cellWidth, width),
    });
    cell.title = data.names[place];
    cell.setAttribute("aria-label", data.names[place]);
    cell.setAttribute("aria-pressed", String(channel === data.chosen));
    cell.onclick = () => {
      cells.querySelectorAll("[aria-pressed=true]").forEach((other) => other.setAttribute("aria-pressed", "false"));
      cell.setAttribute("aria-pressed", "true");
      setTriggerValue("channel", channel);
    };
    return cell;
  }));
}
