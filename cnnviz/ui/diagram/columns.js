// A long chain of rows is cut into columns that stand side by side, as text in a newspaper.

// Most links across a cut (in an open group: one) and most columns; px between columns, and per link there;
// px of height that one more link across costs.
const CUT = { links: 3, most: 12, gap: 26, channel: 8, detour: 25 };

const FILLING = 0.15; // how much larger a picture must be to make up for a window that another fills
const SPREAD = { column: 90, row: 22 }; // px by which gaps may grow where the window has room

/** Numbers the horizontal pieces of links in the gap below each row: different ones must not lie on each other. */
function layTracks(frame) {
  frame.rows.forEach((row) => { row.below = { pieces: new Map(), crossing: [] }; });
  for (const link of frame.links) {
    link.beside = entersBeside(frame, link);
    const way = wayOf(link);
    for (let k = 1; k < way.length; k++) {
      const { below } = frame.rows[link.from.row + k - 1];
      below.crossing.push({ link, from: way[k - 1], to: way[k] });
      if (Math.abs(way[k] - way[k - 1]) < 0.5) continue;
      const key = trackKey(frame, link, k, way.length);
      const piece = below.pieces.get(key) ?? { low: Infinity, high: -Infinity };
      piece.low = Math.min(piece.low, way[k - 1], way[k]);
      piece.high = Math.max(piece.high, way[k - 1], way[k]);
      below.pieces.set(key, piece);
    }
  }
  frame.rows.forEach((row) => numberTracks(row, frame.density.row));
}

/** x of a link at its start, in each row that it passes, and at its end. */
function wayOf(link) {
  const start = link.from.spot.x + portShift(link.from, link.fromPort);
  const end = link.beside ? link.lanes.at(-1).x : link.to.spot.x + portShift(link.to, link.toPort);
  return [start, ...link.lanes.map((lane) => lane.x), end];
}

/** Links share a track where they fan out from one source, or run into one target. */
function trackKey(frame, link, k, length) {
  const source = link.from.id + (link.fromPort?.id ?? "");
  const target = link.to.id + (link.toPort?.id ?? "");
  const others = frame.links.filter((other) => other !== link);
  const joins = others.some((other) => other.to === link.to && other.toPort === link.toPort);
  const fans = others.some((other) => other.from === link.from && other.fromPort === link.fromPort);
  return k === length - 1 && joins && !(k === 1 && fans) ? `to ${target}` : `from ${source}`;
}

function numberTracks(row, space) {
  const pieces = [...row.below.pieces.values()].sort((a, b) => a.low - b.low);
  const ends = [];
  for (const piece of pieces) {
    let track = ends.findIndex((end) => end + 4 < piece.low);
    if (track < 0) track = ends.length;
    ends[track] = piece.high;
    piece.track = track;
  }
  row.below.tracks = ends.length;
  row.below.height = space + SPACE.track * Math.max(ends.length - 1, 0);
}

/** Height of each row, and where the chain may be cut: below rows that few links leave. */
function measureRows(frame) {
  frame.rows.forEach((row, k) => {
    row.height = Math.max(...row.spots.map((spot) => spot.part?.height ?? 0));
    const sources = new Set(row.below.crossing.map(({ link }) => link.from.id + (link.fromPort?.id ?? "")));
    row.cutCost = sources.size;
    const isInside = k > 0 && k < frame.rows.length - 2;
    row.canCut = isInside && sources.size > 0 && sources.size <= (frame.parent ? 1 : CUT.links);
    const arriving = frame.rows[k - 1]?.below.crossing ?? [];
    const passing = [...row.below.crossing.map(({ from }) => from), ...arriving.map(({ to }) => to)];
    row.left = Math.min(...row.spots.map((spot) => spot.x - spot.width / 2), ...passing);
    row.right = Math.max(...row.spots.map((spot) => spot.x + spot.width / 2), ...passing);
  });
}

/** As few columns as keep below `limit` px, where that can be. */
function cutColumns(rows, limit) {
  let cut = evenColumns(rows, 1);
  for (let count = 2; cut.height > limit && count <= CUT.most; count++) {
    const next = evenColumns(rows, count);
    if (!next) break;
    if (next.height < cut.height) cut = next;
  }
  return cut;
}

/** `count` columns as even as can be, or null: of all ways to cut, the one with the least sum of cubed heights. */
function evenColumns(rows, count) {
  const tops = [0];
  rows.forEach((row) => tops.push(tops.at(-1) + row.height + row.below.height));
  const ends = rows.map((row, k) => k).filter((k) => rows[k].canCut);
  ends.push(rows.length - 1);
  const cost = (start, end) => (tops[end + 1] - tops[start] + CUT.detour * (rows[end].cutCost - 1)) ** 3;
  let best = ends.map((end) => ({ sum: cost(0, end), end, before: null }));
  for (let column = 1; column < count; column++) {
    best = ends.map((end, k) => cheapest(best.slice(0, k), end, cost)).map((way) => way ?? { sum: Infinity });
  }
  const columns = [];
  let way = best.at(-1);
  if (way.sum === Infinity) return null;
  for (; way; way = way.before) columns.unshift({ start: way.before ? way.before.end + 1 : 0, end: way.end });
  return measureColumns(columns, rows);
}

function cheapest(ways, end, cost) {
  let found = null;
  for (const before of ways) {
    const sum = before.sum + (before.sum < Infinity ? cost(before.end + 1, end) : 0);
    if (sum < (found?.sum ?? Infinity)) found = { sum, end, before };
  }
  return found;
}

function measureColumns(columns, rows) {
  let [width, height] = [0, 0];
  columns.forEach((column, k) => {
    const inside = rows.slice(column.start, column.end + 1);
    const links = (row) => (row ? row.cutCost * CUT.channel : 0);
    column.left = Math.min(...inside.map((row) => row.left));
    column.width = Math.max(...inside.map((row) => row.right)) - column.left;
    column.head = k ? 10 + links(rows[column.start - 1]) : 0;
    column.foot = k < columns.length - 1 ? 4 + links(rows[column.end]) : 0;
    column.gap = k < columns.length - 1 ? CUT.gap + links(rows[column.end]) : 0;
    column.x = width;
    width += column.width + column.gap;
    const body = inside.reduce((sum, row) => sum + row.height + row.below.height, 0) - inside.at(-1).below.height;
    height = Math.max(height, column.head + body + column.foot);
  });
  return { columns, width, height };
}

/** The columns that make the picture large in the window `view`, and that fill it. */
function bestColumns(rows, view) {
  let best = null;
  for (let count = 1; count <= CUT.most; count++) {
    const cut = evenColumns(rows, count);
    if (!cut) break;
    cut.scale = Math.min(view.width / cut.width, view.height / cut.height, ZOOM.fit);
    spread(cut, view);
    const filled = (cut.width * cut.height * cut.scale ** 2) / (view.width * view.height);
    cut.worth = cut.scale * (1 + FILLING * filled);
    if (!best || cut.worth > best.worth) best = cut;
  }
  return best;
}

/** Widens gaps between columns and rows, so that the picture fills the window on both sides. */
function spread(cut, view) {
  const most = Math.max(...cut.columns.map((column) => column.end - column.start));
  const gaps = cut.columns.length - 1;
  cut.rowSpread = most ? clamp((view.height / cut.scale - cut.height) / most, 0, SPREAD.row) : 0;
  const columnSpread = gaps ? clamp((view.width / cut.scale - cut.width) / gaps, 0, SPREAD.column) : 0;
  cut.columns.forEach((column, k) => {
    column.x += k * columnSpread;
    if (k < gaps) column.gap += columnSpread;
  });
  cut.height += cut.rowSpread * most;
  cut.width += columnSpread * gaps;
}

function clamp(value, low, high) {
  return Math.min(Math.max(value, low), high);
}
