export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button"), status = parentElement.querySelector("span");
  button.textContent = data.words.add;
  if (status.added !== addressHere()) status.textContent = ""; // the page is another one by now
  button.onclick = () => {
    const stops = storedStops();
    const isAdded = stops && storeStops([...stops, [titleHere(data.page), addressHere()]]);
    status.added = addressHere();
    status.textContent = !stops ? data.words.broken : isAdded ? data.words.added.replace("{number}", stops.length + 1) : data.words.full;
  };
}

/** The heading, and what the page was set to. */
function titleHere(page) {
  const heading = document.querySelector("h1")?.textContent.trim() || page;
  const settings = [...new URLSearchParams(window.location.search)].filter(([name]) => !["lang", "present", "list"].includes(name));
  const told = settings.filter(([name]) => name !== "model" || heading === page);
  return [heading, ...told.slice(0, 3).map(([name, text]) => (name === "model" ? text : `${name}=${text}`))].join(" · ").slice(0, 90);
}
