// What the frame of every page needs in the browser itself: the language of the document, and one press of Back a step.

export default function ({ data }) {
  document.documentElement.lang = data.language;
  watchSteps();
  endStep(data);
}
