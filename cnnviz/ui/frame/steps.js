// One press of Back for one step of the visitor. Streamlit opens a page with its bare address and then adds the settings,
// each as an entry of its own in the browser's history; here the settings take the bare address's place.

const STEPS = (window.cnnvizSteps ??= { isArriving: false, isWatched: false });

function watchSteps() {
  if (STEPS.isWatched) return;
  STEPS.isWatched = true;
  const push = history.pushState.bind(history);
  history.pushState = (state, title, url) => {
    const next = new URL(url, location.href);
    const isOtherPage = next.pathname !== location.pathname;
    if (isOtherPage) push(state, title, url);
    else if (next.search && (STEPS.isArriving || !location.search)) history.replaceState(state, title, url);
    else if (next.search) push(state, title, url); // without settings: a page that is being left
    STEPS.isArriving = isOtherPage;
  };
  window.addEventListener("popstate", () => { STEPS.isArriving = false; }, true);
}

/** Called after each run, whose address stands by now: what is written from here on is a step of its own. */
function endStep({ first }) {
  STEPS.isArriving = false;
  if (!first || STEPS.hasFirst) return;
  STEPS.hasFirst = true;
  history.replaceState(history.state, "", `${location.pathname}?${first}${location.hash}`);
}
