// One list of stops: the visitor's own, kept in his browser, or the link's, of which every change goes into the link.

export default function ({ data, parentElement, setTriggerValue }) {
  const list = (parentElement.list ??= new Listing(parentElement));
  list.tellPython = (code) => setTriggerValue("changed", { code });
  list.update(data);
  return () => window.removeEventListener("storage", list.heard);
}

class Listing {
  constructor(place) {
    this.find = (selector) => place.querySelector(selector);
    this.heard = () => !this.data.given && this.paint(); // another window of the same browser has added a page
    const actions = { present: () => this.present(), copy: () => this.copy(), keep: () => this.keep(), clear: () => this.change([]) };
    for (const [name, action] of Object.entries(actions)) this.find(`.${name}`).onclick = action;
  }

  update(data) {
    const isSame = this.data && JSON.stringify(data) === JSON.stringify(this.data);
    this.data = data;
    window.addEventListener("storage", this.heard);
    if (!isSame) this.tell("");
    this.paint();
  }

  get stops() {
    return this.data.given ?? storedStops();
  }

  change(stops, focus) {
    this.keepChange(stops);
    this.paint();
    if (focus) this.find(focus)?.focus();
  }

  async keepChange(stops) {
    this.tell("");
    if (!this.data.given) {
      if (!storeStops(stops)) this.tell(this.data.words.unstored);
    } else if (stops.length) {
      this.data = { ...this.data, given: stops };
      this.tellPython(await codeOf(stops));
    } else this.tellPython("");
  }

  async present() {
    const [[, address]] = this.stops;
    const step = `present=1.${await codeOf(this.stops)}`;
    window.cnnviz.go(onSite(`${address}${address.includes("?") ? "&" : "?"}${step}`));
  }

  async copy() {
    const link = onSite(`presentation?list=${await codeOf(this.stops)}`);
    const done = await navigator.clipboard?.writeText(link).then(() => true, () => false);
    const field = this.find(".link");
    field.value = link;
    field.hidden = Boolean(done);
    if (!done) {
      field.select();
      document.execCommand("copy"); // works over plain http, where it works at all; the field is there in any case
    }
    this.tell(done ? this.data.words.copied : this.data.words.blocked);
  }

  keep() {
    if (storeStops(this.data.given)) this.tellPython("");
    else this.tell(this.data.words.unstored);
  }

  tell(text) {
    this.find("[role=status]").textContent = text;
    if (!text) this.find(".link").hidden = true;
  }

  paint() {
    const { words, given, most } = this.data, { stops } = this;
    const told = given ? words.given : !stops ? words.unreadable : !stops.length ? words.empty : "";
    this.find(".told").textContent = stops?.length > most ? words.toomany.replace("{most}", most) : told;
    this.find(".told").hidden = !this.find(".told").textContent;
    for (const name of ["present", "copy", "clear"]) this.find(`.${name}`).textContent = words[name];
    const isUsable = Boolean(stops?.length) && stops.length <= most;
    this.find(".present").disabled = this.find(".copy").disabled = !isUsable;
    this.find(".clear").hidden = stops !== null && !stops.length;
    const own = storedStops();
    this.find(".keep").hidden = !given;
    this.find(".keep").textContent = own?.length ? words.replace.replace("{count}", own.length) : words.keep;
    this.find("ol").replaceChildren(...(stops ?? []).map((stop, place) => this.row(stop, place)));
  }

  row([title, address], place) {
    const { words } = this.data, last = this.stops.length - 1;
    const say = (name) => words[name].replace("{number}", place + 1);
    const moved = (to) => {
      const next = this.stops.filter((_, other) => other !== place);
      if (to !== null) next.splice(to, 0, this.stops[place]);
      return next;
    };
    const field = Object.assign(document.createElement("input"), { value: title, ariaLabel: say("title"), maxLength: 120 });
    field.onchange = () => this.keepChange(this.stops.with(place, [field.value, address])); // the rows stay: one may be pressed
    const open = Object.assign(document.createElement("a"), { href: onSite(address), textContent: address, title: words.open });
    const button = (name, sign, isOff, action) => Object.assign(document.createElement("button"), {
      type: "button", className: name, textContent: sign, title: say(name), ariaLabel: say(name), disabled: isOff, onclick: action,
    });
    const row = document.createElement("li");
    row.append(
      field,
      button("up", "↑", place === 0, () => this.change(moved(place - 1), `li:nth-child(${place}) .${place > 1 ? "up" : "down"}`)),
      button("down", "↓", place === last, () => {
        this.change(moved(place + 1), `li:nth-child(${place + 2}) .${place + 1 < last ? "down" : "up"}`);
      }),
      button("delete", "✕", false, () => this.change(moved(null), `li:nth-child(${Math.min(place + 1, last)}) .delete`)),
      open,
    );
    return row;
  }
}
