// Presenting: keys and buttons that lead through the stops of the link, and where the presentation stands.

const STEP = { PageDown: 1, PageUp: -1, ArrowRight: 1, ArrowLeft: -1 };
const TYPES = "input, textarea, select, [contenteditable], [role=slider], canvas, svg, svg *";
const WALKS = "[role=radio], [role=tab], [role=option], [role=combobox], [role=menuitem], [role=spinbutton]";

function present({ presenting, words, page }, place) {
  CNNVIZ.page = page;
  CNNVIZ.show = presenting;
  const bar = place.querySelector(".steps");
  bar.hidden = !presenting;
  if (!presenting) return;
  const { number, stops } = presenting;
  const names = { before: words.before, after: words.after, leave: words.leave };
  for (const [name, label] of Object.entries(names)) {
    Object.assign(bar.querySelector(`.${name}`), { title: label, ariaLabel: label });
  }
  bar.title = words.keys;
  bar.setAttribute("aria-label", words.keys);
  bar.querySelector(".count").textContent = `${number} / ${stops.length}`;
  bar.querySelector(".before").disabled = number === 1;
  bar.querySelector(".after").disabled = number === stops.length;
  bar.querySelector(".before").onclick = () => step(-1);
  bar.querySelector(".after").onclick = () => step(1);
  bar.querySelector(".leave").onclick = leave;
}

function watchKeys() {
  if (CNNVIZ.hasKeys) return;
  CNNVIZ.hasKeys = true;
  window.addEventListener("pointerdown", () => { CNNVIZ.byPointer = true; }, true);
  window.addEventListener("keydown", (event) => {
    if (event.key === "Tab") CNNVIZ.byPointer = false;
    if (!CNNVIZ.show || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing) return;
    const focused = focusedElement();
    if (event.key === "Escape") focused ? focused.blur() : leave(); // the first gives the keys back to the presentation
    else if (event.key in STEP && (event.key.startsWith("Page") || !wantsArrows(focused))) step(STEP[event.key]);
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
}

/** What has the keyboard, inside components too; null for the page itself. */
function focusedElement() {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element === document.body || element === document.documentElement ? null : element;
}

/** Text fields and pictures that were clicked keep their arrows; a row of choices only where Tab led to it. */
function wantsArrows(element) {
  return Boolean(element?.matches(TYPES) || (!CNNVIZ.byPointer && element?.matches(WALKS)));
}

/** The address bar knows best which stop is shown: keys may come faster than pages. */
function step(by) {
  const { code, stops } = CNNVIZ.show;
  const here = parseInt(new URLSearchParams(window.location.search).get("present")) || CNNVIZ.show.number;
  const next = here + by;
  if (next < 1 || next > stops.length) return;
  const [, address] = stops[next - 1];
  go(`${root()}/${address}${address.includes("?") ? "&" : "?"}present=${next}.${code}`);
}

function leave() {
  const here = new URL(window.location.href);
  here.searchParams.delete("present");
  go(here.href);
}

/** Shows a page of this site as Back would, without loading everything again. */
function go(url, write = CNNVIZ.push) {
  focusedElement()?.blur();
  document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  write({}, "", url);
  window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
}

function root() {
  return window.location.pathname.split("/").slice(0, -1).join("/");
}
