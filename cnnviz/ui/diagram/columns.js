// A long chain of rows is cut into columns that stand side by side, as text in a newspaper.

const CUT = { links: 3, gap: 30, channel: 9 }; // most links across a cut; px between columns; px per link beside them

/** Numbers the horizontal pieces of links in the gap below each row, so that different ones do not lie on each other. */
function layTracks(frame) {
  frame.rows.forEach((row) => { row.below = { pieces: new Map(), crossing: [] }; });
  for (const link of frame.links) {
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
  frame.rows.forEach((row) => numberTracks(row));
}

/** x of a link at its start, in each row that it passes, and at its end. */
function wayOf(link) {
  const start = link.from.spot.x + portShift(link.from, link.fromPort);
  const end = link.to.spot.x + portShift(link.to, link.toPort);
  return [start, ...link.lanes.map((lane) => lane.x), end];
}

/** Links share a track where they fan out from one source, or run into one target. */
function trackKey(frame, link, k, length) {
  const source = link.from.id + (link.fromPort?.id ?? "");
  const target = link.to.id + (link.toPort?.id ?? "");
  const joins = k === length - 1 && frame.links.filter((other) => other.to === link.to && other.toPort === link.toPort).length > 1;
  const fans = k === 1 && frame.links.filter((other) => other.from === link.from && other.fromPort === link.fromPort).length > 1;
  return joins && !fans ? `to ${target}` : `from ${source}`;
}

function numberTracks(row) {
  const pieces = [...row.below.pieces.values()].sort((a, b) => a.low - b.low);
  const ends = [];
  for (const piece of pieces) {
    let track = ends.findIndex((end) => end + 4 < piece.low);
    if (track < 0) track = ends.length;
    ends[track] = piece.high;
    piece.track = track;
  }
  row.below.tracks = ends.length;
  row.below.height = SPACE.row + SPACE.track * Math.max(ends.length - 1, 0);
}

/** Height of each row, and where the chain may be cut: below rows that few links leave. */
function measureRows(frame) {
  frame.rows.forEach((row, k) => {
    row.height = Math.max(...row.spots.map((spot) => spot.part?.height ?? 0));
    const sources = new Set(row.below.crossing.map(({ link }) => link.from.id + (link.fromPort?.id ?? "")));
    row.cutCost = sources.size;
    row.canCut = k > 0 && k < frame.rows.length - 2 && sources.size > 0 && sources.size <= CUT.links;
    row.left = Math.min(...row.spots.map((spot) => spot.x - spot.width / 2));
    row.right = Math.max(...row.spots.map((spot) => spot.x + spot.width / 2));
  });
}

/** Cuts rows into columns no higher than `limit` where that can be; returns the columns and the size of the whole. */
function cutColumns(rows, limit) {
  const columns = [];
  let start = 0;
  let [height, lastCut] = [0, -1];
  for (let k = 0; k < rows.length; k++) {
    height += rows[k].height;
    if (height > limit && lastCut >= start) {
      columns.push({ start, end: lastCut });
      start = lastCut + 1;
      height = rows.slice(start, k + 1).reduce((sum, row) => sum + row.height + row.below.height, 0) - rows[k].below.height;
    }
    height += rows[k].below.height;
    if (rows[k].canCut && rows[k].cutCost <= cheapestCut(rows, start, k)) lastCut = k;
  }
  columns.push({ start, end: rows.length - 1 });
  return measureColumns(columns, rows);
}

/** Cuts across several links are made only where no cut across fewer is near. */
function cheapestCut(rows, start, end) {
  const near = rows.slice(Math.max(start, end - 3), end + 1).filter((row) => row.canCut);
  return Math.min(...near.map((row) => row.cutCost));
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

/** The columns that make the picture largest in a window of `width` × `height` px. */
function bestColumns(rows, width, height) {
  const whole = cutColumns(rows, Infinity);
  const tallest = Math.max(...rows.map((row) => row.height));
  let best = { scale: 0 };
  for (let limit = whole.height; limit >= tallest; limit = Math.min(limit * 0.94, limit - 8)) {
    const cut = cutColumns(rows, limit);
    const scale = Math.min(width / cut.width, height / cut.height, 1.6);
    if (scale > best.scale * 1.02) best = { ...cut, scale };
  }
  return best;
}
