// Where each part of a row stands: chains straight down, branches evenly around what they leave and join.

const SWEEPS = 6;
const SLIGHT = 10; // px
// Between boxes, between the lanes of one link, and between a lane and the box at its end.
const PULL = { chain: 4, lane: 0.01, end: 0.0005 };

/** Gives every spot of `frame.rows` its `x` (of its middle); rows keep their order. */
function straighten(frame) {
  const neighbours = spotNeighbours(frame);
  frame.rows.forEach(({ spots }) => settle(spots, spots.map(() => 0), spots.map((spot) => (spot.part ? 1 : 0.001))));
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const downwards = sweep % 2 === 0;
    for (const row of downwards ? frame.rows : [...frame.rows].reverse()) {
      const wishes = row.spots.map((spot) => wish(neighbours.get(spot)[downwards ? "above" : "below"], spot));
      settle(row.spots, wishes.map(({ x }) => x), wishes.map(({ weight }) => weight));
    }
  }
  frame.links.forEach((link) => straightenLanes(link, frame));
}

/** For each spot the spots that its links lead to, one row up and down, and how far from their middles it ends. */
function spotNeighbours(frame) {
  const neighbours = new Map(frame.rows.flatMap((row) => row.spots).map((spot) => [spot, { above: [], below: [] }]));
  for (const link of frame.links) {
    const way = [link.from.spot, ...link.lanes, link.to.spot];
    for (let k = 1; k < way.length; k++) {
      const [upper, lower] = [way[k - 1], way[k]];
      const start = k === 1 ? slightShift(link.from, link.fromPort) : 0;
      const shift = start - (k === way.length - 1 ? slightShift(link.to, link.toPort) : 0);
      const pull = upper.part && lower.part ? PULL.chain : upper.part || lower.part ? PULL.end : PULL.lane;
      neighbours.get(lower).above.push({ spot: upper, shift, pull });
      neighbours.get(upper).below.push({ spot: lower, shift: -shift, pull });
    }
  }
  return neighbours;
}

/** A frame is met at its port where that stands near its middle; else in the middle, or the chain would drift aside. */
function slightShift(part, port) {
  const shift = portShift(part, port);
  return Math.abs(shift) <= SLIGHT ? shift : 0;
}

/** How far right of the middle of `part` its port stands. */
function portShift(part, port) {
  return port ? port.offset - part.width / 2 : 0;
}

/** Where a spot would stand best; the ends of skip connections do not bend a chain. */
function wish(all, spot) {
  const strong = all.filter(({ pull }) => pull > PULL.end);
  const pulls = strong.length ? strong : all;
  const weight = pulls.reduce((sum, { pull }) => sum + pull, 0);
  if (!weight) return { x: spot.x, weight: 0.05 };
  return { x: pulls.reduce((sum, { spot: other, shift, pull }) => sum + (other.x + shift) * pull, 0) / weight, weight };
}

/** Moves spots as near to their wishes as order and distance allow: least squares, neighbours that clash move as one. */
function settle(spots, wishes, weights) {
  const clusters = [];
  let offset = 0;
  spots.forEach((spot, k) => {
    if (k) offset += distance(spots[k - 1], spot);
    let cluster = { from: k, weight: weights[k], x: wishes[k] - offset };
    while (clusters.length && clusters.at(-1).x > cluster.x) {
      const before = clusters.pop();
      const weight = before.weight + cluster.weight;
      cluster = { from: before.from, weight, x: (before.x * before.weight + cluster.x * cluster.weight) / weight };
    }
    clusters.push(cluster);
  });
  offset = 0;
  let current = -1;
  spots.forEach((spot, k) => {
    if (k) offset += distance(spots[k - 1], spot);
    if (clusters[current + 1]?.from === k) current++;
    spot.x = clusters[current].x + offset;
  });
}

/** Smallest distance between the middles of two neighbours. */
function distance(left, right) {
  const space = left.link || right.link ? SPACE.lane : SPACE.boxes;
  return (left.width + right.width) / 2 + space;
}

/** One straight lane beside all rows that a link passes, where there is room for it. */
function straightenLanes(link, frame) {
  if (link.lanes.length < 2) return;
  let [low, high] = [-Infinity, Infinity];
  for (const lane of link.lanes) {
    const { spots } = frame.rows[lane.row];
    const k = spots.indexOf(lane);
    if (k > 0) low = Math.max(low, spots[k - 1].x + distance(spots[k - 1], lane));
    if (k < spots.length - 1) high = Math.min(high, spots[k + 1].x - distance(lane, spots[k + 1]));
  }
  if (low > high) return;
  const middle = link.lanes.reduce((sum, lane) => sum + lane.x, 0) / link.lanes.length;
  link.lanes.forEach((lane) => { lane.x = Math.min(Math.max(middle, low), high); });
}
