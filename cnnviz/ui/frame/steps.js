// One press of Back for one step of the visitor. Streamlit opens a page with its bare address and then adds the settings,
// each as an entry of its own in the browser's history; here the settings take the bare address's place.

const CNNVIZ = (window.cnnviz ??= { isArriving: false });

function watchSteps() {
  if (CNNVIZ.push) return;
  const push = (CNNVIZ.push = history.pushState.bind(history));
  const replace = (CNNVIZ.replace = history.replaceState.bind(history));
  history.replaceState = (state, title, url) => isLate(url) || replace(state, title, url);
  history.pushState = (state, title, url) => {
    if (isLate(url)) return;
    const next = new URL(url, location.href);
    const isOtherPage = next.pathname !== location.pathname;
    if (isOtherPage) push(state, title, url);
    else if (next.search && (CNNVIZ.isArriving || !location.search)) replace(state, title, url);
    else if (next.search) push(state, title, url); // without settings: a page that is being left
    CNNVIZ.isArriving = isOtherPage;
  };
  window.addEventListener("popstate", () => { CNNVIZ.isArriving = false; }, true);
}

/** True for the address of a run that a faster key has overtaken: it belongs to another page of the presentation. */
function isLate(url) {
  const [there, here] = [new URL(url ?? "", location.href), location].map(({ search }) => new URLSearchParams(search).get("present"));
  return Boolean(there && here && there !== here);
}

/** Called after each run, whose address stands by now: what is written from here on is a step of its own. */
function endStep({ first }) {
  CNNVIZ.isArriving = false;
  if (!first || CNNVIZ.hasFirst) return;
  CNNVIZ.hasFirst = true;
  CNNVIZ.replace(history.state, "", `${location.pathname}?${first}${location.hash}`);
}
