// The list of runs; while one of them is active and the reader looks, it is asked for again every few seconds.

const EVERY = 3000; // ms
const LISTS = new WeakMap(); // shadow root → RunList

export default function mount({ data, parentElement, setStateValue, setTriggerValue }) {
  if (!LISTS.has(parentElement)) LISTS.set(parentElement, new RunList(parentElement));
  const list = LISTS.get(parentElement);
  list.tellChosen = (text) => setStateValue("chosen", text);
  list.tellChange = (text) => setTriggerValue("changed", text);
  list.update(data);
  return () => list.leave();
}

class RunList {
  constructor(place) {
    Object.assign(this, { place, host: place.querySelector(".list"), table: place.querySelector("table") });
    this.look = () => document.visibilityState === "visible" && this.ask();
    document.addEventListener("visibilitychange", this.look);
  }

  leave() {
    clearTimeout(this.timer);
    this.isOver = true;
    document.removeEventListener("visibilitychange", this.look);
    LISTS.delete(this.place);
  }

  update({ rows, chosen, mine, most, words }) {
    const numbers = (text) => text.split(",").filter(Boolean).map(Number);
    Object.assign(this, { rows: JSON.parse(rows), chosen: numbers(chosen), mine: new Set(numbers(mine)), most, words });
    this.host.setAttribute("aria-label", words.list);
    this.numbers = this.rows.map((row) => row.id).join();
    this.draw();
    this.wait();
  }

  wait() {
    clearTimeout(this.timer);
    const isActive = this.rows.some((row) => row.status === "queued" || row.status === "running");
    if (isActive && document.visibilityState === "visible") this.timer = setTimeout(() => this.ask(), EVERY);
  }

  async ask() {
    const site = window.location.pathname.replace(/\/+$/, "").replace(/[^/]*$/, "");
    const response = await fetch(`${site}runs/all`, { cache: "no-store" }).catch(() => null);
    if (this.isOver) return;
    if (response?.ok) {
      this.rows = await response.json();
      this.draw();
      const numbers = this.rows.map((row) => row.id).join();
      if (numbers !== this.numbers) this.tellChange(numbers); // a run came or went: the page has to know it, too
      this.numbers = numbers;
    }
    this.wait();
  }

  draw() {
    const focused = this.place.activeElement?.value;
    this.writeHead();
    this.table.tBodies[0].replaceChildren(...this.rows.map((row) => this.line(row)));
    if (focused) this.table.querySelector(`input[value="${focused}"]`)?.focus();
  }

  writeHead() {
    const line = document.createElement("tr");
    for (const name of ["show", "run", "status", "progress", "accuracy", "data", "network"]) {
      const cell = make("th", name, this.words[name]);
      cell.scope = "col";
      line.append(cell);
    }
    this.table.tHead.replaceChildren(line);
  }

  line(row) {
    const line = make("tr", this.chosen.includes(row.id) ? `chosen s${this.chosen.indexOf(row.id)}` : "");
    const name = make("td", "run");
    name.append(make("b", "", row.title), make("span", "quiet", ` ${row.id}`));
    if (row.seed) name.append(make("span", "quiet", ` · ${this.words.seed.replace("{seed}", row.seed)}`));
    if (this.mine.has(row.id)) name.append(make("span", "mine", this.words.mine));
    const accuracy = row.accuracy == null ? "–" : `${(100 * row.accuracy).toFixed(1)} %`;
    line.append(this.box(row), name, make("td", "status", this.status(row)), progress(row));
    line.append(make("td", "accuracy", accuracy), make("td", "data", row.data), make("td", "network", row.model));
    return line;
  }

  box(row) {
    const cell = make("td", "show"), label = make("label", ""), box = make("input", "");
    const isChosen = this.chosen.includes(row.id);
    Object.assign(box, { type: "checkbox", value: row.id, checked: isChosen });
    box.disabled = !isChosen && this.chosen.length >= this.most;
    box.setAttribute("aria-label", `${this.words.show}: ${row.title} ${row.id}`);
    box.onchange = () => {
      this.chosen = box.checked ? [...this.chosen, row.id] : this.chosen.filter((id) => id !== row.id);
      this.draw();
      this.tellChosen(this.chosen.join());
    };
    label.append(make("i", "swatch"), box);
    cell.append(label);
    return cell;
  }

  status(row) {
    if (row.status === "running" && row.asked !== "go") return this.words[row.asked];
    if (row.status === "queued" && row.place) return this.words.place.replace("{place}", row.place);
    return this.words[row.status];
  }
}

function progress(row) {
  const cell = make("td", "progress"), bar = make("div", `bar ${row.status}`);
  bar.append(make("i", ""));
  bar.firstChild.style.width = `${100 * row.done}%`;
  cell.append(bar, make("span", "", `${Math.round(100 * row.done)} %`));
  return cell;
}

function make(tag, className, textContent = "") {
  return Object.assign(document.createElement(tag), { className, textContent });
}
