const percent = (share) => `${(100 * share).toFixed(1)}%`;

export default function ({ data, parentElement, setTriggerValue }) {
  const find = (selector) => parentElement.querySelector(selector), { words, drag } = data;
  find(".legend .before").textContent = words.before;
  find(".legend .after").textContent = words.after;
  const rows = data.names.map((name, place) => {
    const [label, pair, was, is, share] = ["div", "div", "div", "div", "div"].map((kind) => document.createElement(kind));
    Object.assign(label, { className: "class", textContent: name });
    pair.className = "pair";
    was.className = "was";
    is.className = "is";
    share.className = "share";
    was.style.width = percent(data.before[place]);
    pair.append(was, is);
    return { label, pair, is, share, place };
  });
  find(".bars").replaceChildren(...rows.flatMap(({ label, pair, share }) => [label, pair, share]));
  function show(at) {
    for (const { is, share, place } of rows) {
      const now = data.after[at][place];
      is.style.width = percent(now);
      share.textContent = `${percent(data.before[place])} → ${percent(now)}`;
    }
  }
  const slider = find("input");
  find(".drag").style.display = drag ? "" : "none";
  if (!drag) {
    parentElement.awaited = undefined;
    return show(0);
  }
  const nearest = (value) => drag.positions.reduce((best, each, at) => (Math.abs(each - value) < Math.abs(drag.positions[best] - value) ? at : best), 0);
  function move(at) {
    const value = drag.positions[at], text = value.toFixed(value === drag.own ? 3 : 1);
    find(".drag output").textContent = `${text} (${fill(words.own, { own: drag.own.toFixed(3) })})`;
    slider.setAttribute("aria-valuetext", text);
    show(at);
  }
  find(".drag .name").textContent = drag.label;
  slider.max = drag.positions.length - 1;
  const set = nearest(drag.at);
  if (set === parentElement.awaited) parentElement.awaited = undefined;
  if (parentElement.awaited === undefined) slider.value = set; // what comes before the answer is older
  slider.oninput = () => move(Number(slider.value));
  slider.onchange = () => setTriggerValue("at", drag.positions[(parentElement.awaited = Number(slider.value))]);
  move(Number(slider.value));
}
