// What the frame of every page needs in the browser itself.

export default function ({ data, parentElement }) {
  document.documentElement.lang = data.language;
  watchSteps();
  endStep(data);
  watchKeys();
  present(data, parentElement);
  CNNVIZ.go = go;
  if (data.again) setTimeout(() => go(window.location.href, CNNVIZ.replace));
}
