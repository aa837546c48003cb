// The way of each link: straight down, sideways only between rows or columns, so that it never crosses a box.

/** Puts `cut` into effect: each part of `frame` gets its `x`, `y` (top left, in the frame), each link its `points`. */
function placeRows(frame, cut) {
  const places = [];
  for (const column of cut.columns) {
    let y = column.head;
    for (let k = column.start; k <= column.end; k++) {
      const row = frame.rows[k];
      places[k] = { shift: column.x - column.left, top: y, bottom: y + row.height, column };
      y += row.height + row.below.height + (cut.rowSpread ?? 0);
    }
  }
  for (const row of frame.rows) {
    for (const spot of row.spots) {
      const { shift, top } = places[spot.row];
      spot.placed = spot.x + shift;
      if (!spot.part) continue;
      spot.part.x = spot.placed - spot.part.width / 2;
      spot.part.y = top + (row.height - spot.part.height) / 2;
    }
  }
  frame.links.forEach((link) => { link.points = routeLink(frame, link, places); });
}

function routeLink(frame, link, places) {
  const way = wayOf(link);
  const first = link.from.row;
  const points = [{ x: way[0] + places[first].shift, y: link.from.y + link.from.height }];
  for (let k = 1; k < way.length; k++) {
    const row = frame.rows[first + k - 1];
    const [here, next] = [places[first + k - 1], places[first + k]];
    const [x, nextX] = [way[k - 1] + here.shift, way[k] + next.shift];
    if (here.column !== next.column && link.beside && k === way.length - 1 && isLeftmost(frame, link.to)) {
      return [...points, ...intoNextColumn(row, link, here, x)];
    } else if (here.column !== next.column) {
      points.push(...aroundColumn(row, link, here, next, x, nextX));
    } else if (Math.abs(way[k] - way[k - 1]) >= 0.5) {
      const y = here.bottom + frame.density.row / 2 - 3 + trackOf(frame, row, link, k, way.length) * SPACE.track;
      points.push({ x, y }, { x: nextX, y });
    }
  }
  return endRoute(link, points, way.at(-1) + places[link.to.row].shift);
}

/** Down into the channel below the column, up between the columns, and over the head of the next. */
function aroundColumn(row, link, here, next, x, nextX) {
  const { foot, lane, after } = channel(row, link, here);
  const head = next.top - 12 - after * CUT.channel;
  return [{ x, y: foot }, { x: lane, y: foot }, { x: lane, y: head }, { x: nextX, y: head }];
}

/** From between the columns straight into the side of the first box of the next. */
function intoNextColumn(row, link, here, x) {
  const { foot, lane } = channel(row, link, here);
  const y = link.to.y + link.to.height / 2;
  return [{ x, y: foot }, { x: lane, y: foot }, { x: lane, y }, { x: link.to.x, y }];
}

function isLeftmost(frame, part) {
  return frame.rows[part.row].spots[0] === part.spot;
}

/** Where a link that crosses a cut runs below the column and beside it; `after`: how many others stand right of it. */
function channel(row, link, { bottom, column }) {
  const order = crossingOrder(row);
  const k = order.indexOf(sourceKey(link));
  const free = column.gap - (order.length - 1) * CUT.channel;
  return {
    foot: bottom + 10 + k * CUT.channel,
    lane: column.x + column.width + free / 2 + k * CUT.channel,
    after: order.length - 1 - k,
  };
}

/** Sources of the links that cross a cut, from right to left, so that their ways around nest. */
function crossingOrder(row) {
  const sorted = [...row.below.crossing].sort((a, b) => b.from - a.from);
  return [...new Set(sorted.map(({ link }) => sourceKey(link)))];
}

function sourceKey(link) {
  return link.from.id + (link.fromPort?.id ?? "");
}

function trackOf(frame, row, link, k, length) {
  return row.below.pieces.get(trackKey(frame, link, k, length)).track;
}

/** Into the top of a box, or into its side. */
function endRoute(link, points, x) {
  const { to } = link;
  if (!link.beside) return [...points, { x, y: to.y }];
  const y = to.y + to.height / 2;
  return [...points, { x, y }, { x: x > to.x ? to.x + to.width : to.x, y }];
}

/** True where a link comes down beside a box that something else enters from above, and nothing stands between. */
function entersBeside(frame, link) {
  const { to, lanes } = link;
  if (!lanes.length || !["box", "dot"].includes(to.kind)) return false;
  if (!frame.links.some((other) => other.to === to && other !== link)) return false;
  const { x } = lanes.at(-1);
  if (Math.abs(x - to.spot.x) < to.width / 2 + 6) return false;
  const [left, right] = [Math.min(x, to.spot.x), Math.max(x, to.spot.x)];
  const isBetween = (spot) => spot !== to.spot && spot.x + spot.width / 2 >= left && spot.x - spot.width / 2 <= right;
  return !frame.rows[to.row].spots.some(isBetween);
}
