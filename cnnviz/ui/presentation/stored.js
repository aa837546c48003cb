// The lecturer's own list in her browser, and its code for a link. A stop is [title, address from the site's root on].

const PLACE = "cnnviz.presentation";

/** The stored stops; null where what is stored cannot be read. */
function storedStops() {
  try {
    const stops = JSON.parse(localStorage.getItem(PLACE) ?? "[]");
    const isStop = (stop) => Array.isArray(stop) && stop.length === 2 && stop.every((part) => typeof part === "string");
    return Array.isArray(stops) && stops.every(isStop) ? stops : null;
  } catch {
    return null; // no JSON, or a browser that keeps nothing
  }
}

/** True where the browser kept the stops. */
function storeStops(stops) {
  try {
    localStorage.setItem(PLACE, JSON.stringify(stops));
    return true;
  } catch {
    return false; // full, or forbidden
  }
}

/** What `cnnviz/ui/presentation/stops.py` reads. */
async function codeOf(stops) {
  const packed = new Blob([JSON.stringify(stops)]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The address bar as a stop's address: without the site's root, and without a presentation. */
function addressHere() {
  const { pathname, search } = window.location;
  const settings = new URLSearchParams(search);
  settings.delete("present");
  const query = settings.toString();
  return pathname.split("/").at(-1) + (query ? `?${query}` : "");
}

/** The full address of something on this site. */
function onSite(address) {
  const root = window.location.pathname.split("/").slice(0, -1).join("/");
  return `${window.location.origin}${root}/${address}`;
}
