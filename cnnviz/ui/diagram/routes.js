// The way of each link: straight down, sideways only between rows or columns, so that it never crosses a box.

/** Puts `cut` into effect: gives each part of `frame` its `x`, `y` (top left, inside the frame) and each link its `points`. */
function placeRows(frame, cut) {
  const place = { rows: [], bottoms: [] };
  for (const column of cut.columns) {
    let y = column.head;
    for (let k = column.start; k <= column.end; k++) {
      const row = frame.rows[k];
      place.rows[k] = { shift: column.x - column.left, top: y, bottom: y + row.height, column };
      y += row.height + row.below.height;
    }
  }
  for (const row of frame.rows) {
    for (const spot of row.spots) {
      const { shift, top } = place.rows[spot.row];
      spot.placed = spot.x + shift;
      if (!spot.part) continue;
      spot.part.x = spot.placed - spot.part.width / 2;
      spot.part.y = top + (row.height - spot.part.height) / 2;
    }
  }
  frame.links.forEach((link) => { link.points = routeLink(frame, link, place.rows, cut.columns); });
}

function routeLink(frame, link, places, columns) {
  const way = wayOf(link);
  const first = link.from.row;
  const points = [{ x: way[0] + places[first].shift, y: link.from.y + link.from.height }];
  for (let k = 1; k < way.length; k++) {
    const row = frame.rows[first + k - 1];
    const [here, next] = [places[first + k - 1], places[first + k]];
    const [x, nextX] = [way[k - 1] + here.shift, way[k] + next.shift];
    if (here.column !== next.column) {
      points.push(...aroundColumn(row, link, here, next, x, nextX, columns));
    } else if (Math.abs(way[k] - way[k - 1]) >= 0.5) {
      const y = here.bottom + SPACE.row / 2 - 3 + trackOf(frame, row, link, k, way.length) * SPACE.track;
      points.push({ x, y }, { x: nextX, y });
    }
  }
  return endRoute(frame, link, points, way.at(-1) + places[link.to.row].shift);
}

/** Down into the channel below the column, up between the columns, and over the head of the next. */
function aroundColumn(row, link, here, next, x, nextX, columns) {
  const order = crossingOrder(row);
  const k = order.indexOf(sourceKey(link));
  const count = order.length;
  const foot = here.bottom + 10 + k * CUT.channel;
  const lane = here.column.x + here.column.width + CUT.gap / 2 + k * CUT.channel;
  const head = next.top - 12 - (count - 1 - k) * CUT.channel;
  return [{ x, y: foot }, { x: lane, y: foot }, { x: lane, y: head }, { x: nextX, y: head }];
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

/** Into the top of a box; into the side of a junction where the link comes down beside it. */
function endRoute(frame, link, points, x) {
  const { to } = link;
  const before = points.at(-2);
  if (to.isJunction && before && points.length >= 3 && isFreeBeside(frame, to, before.x)) {
    const side = before.x > x ? to.x + to.width : to.x;
    const y = to.y + to.height / 2;
    return [...points.slice(0, -2), { x: before.x, y }, { x: side, y }];
  }
  return [...points, { x, y: to.kind === "port" ? to.y : to.y }];
}

/** True where nothing stands in the row of `junction` between it and `x`. */
function isFreeBeside(frame, junction, x) {
  const [left, right] = [Math.min(x, junction.x), Math.max(x, junction.x + junction.width)];
  if (x > junction.x - 4 && x < junction.x + junction.width + 4) return false;
  return frame.rows[junction.row].spots.every(
    (spot) => spot.part === junction || spot.placed + spot.width / 2 < left || spot.placed - spot.width / 2 > right,
  );
}
