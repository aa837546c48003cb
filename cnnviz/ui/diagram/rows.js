// The parts of one frame in rows, from top to bottom as data flows; dagre says which row, and who stands beside whom.

const SPACE = { boxes: 22, lane: 11, track: 8 }; // px between neighbours
const RANKINGS = new Map(); // id of a frame → what dagre said of it
const PIN = 1000; // weight of an edge that holds a port to the first or last row

/**
 * Gives `frame` its `rows`: lists of `spots`, left to right. A spot holds a part or, where a link passes by, its lane.
 * Each part gets its `row`, each link its `lanes`, one spot per row between its ends.
 */
function arrangeRows(frame) {
  const { nodes, edges } = ranking(frame);
  const parts = partsOf(frame);
  const ranks = [...new Set(parts.map((part) => nodes.get(part.id).rank))].sort((a, b) => a - b);
  frame.rows = ranks.map(() => ({ spots: [] }));
  const heights = new Map(); // y of dagre's rows, to find which point of an edge stands in which row
  for (const part of parts) {
    const { rank, x, y } = nodes.get(part.id);
    part.row = ranks.indexOf(rank);
    heights.set(part.row, y);
    part.spot = { part, row: part.row, hint: x };
    frame.rows[part.row].spots.push(part.spot);
  }
  for (const link of frame.links) addLanes(frame, link, edges.get(link.id), heights);
  frame.rows.forEach((row) => row.spots.sort((a, b) => a.hint - b.hint));
  if (isChain(frame)) passBeside(frame);
  else if (isMirrored(frame)) frame.rows.forEach((row) => row.spots.reverse());
}

/** One part in every row: what the chain is, and what passes beside it, is then clear. */
function isChain(frame) {
  return frame.rows.every((row) => row.spots.filter((spot) => spot.part).length === 1);
}

/** Links pass a chain on the right; those that would overlap there on the left, then further out. */
function passBeside(frame) {
  const taken = new Map(); // place → last row of the link there; places count outwards from the chain, < 0 on its left
  for (const link of frame.links.filter(({ lanes }) => lanes.length).sort((a, b) => a.from.row - b.from.row)) {
    let place = 1;
    while ((taken.get(place) ?? -1) > link.from.row) place = place > 0 ? -place : 1 - place;
    taken.set(place, link.to.row);
    link.lanes.forEach((lane) => { lane.hint = place; });
  }
  const order = (spot) => (spot.part ? 0 : spot.hint);
  frame.rows.forEach((row) => row.spots.sort((a, b) => order(a) - order(b)));
}

function partsOf(frame) {
  return [...frame.children, ...frame.dots, ...frame.ports.values()];
}

/** Rank and order by dagre. They do not depend on sizes, so each frame is asked for once, until its links change. */
function ranking(frame) {
  const signature = [...partsOf(frame), ...frame.links].map(({ id }) => id).join("\n");
  if (RANKINGS.get(frame.id)?.signature !== signature) {
    const graph = askDagre(frame);
    const nodes = new Map(partsOf(frame).map(({ id }) => [id, graph.node(id)]));
    const edges = new Map(frame.links.map((link) => [link.id, graph.edge(link.from.id, link.to.id, link.id).points]));
    RANKINGS.set(frame.id, { signature, nodes, edges });
  }
  return RANKINGS.get(frame.id);
}

function askDagre(frame) {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", nodesep: SPACE.boxes, edgesep: SPACE.lane });
  for (const part of partsOf(frame)) graph.setNode(part.id, { width: 100, height: 40 });
  for (const link of frame.links) graph.setEdge(link.from.id, link.to.id, { weight: isNext(link) ? 4 : 1 }, link.id);
  pinPorts(frame, graph);
  dagre.layout(graph);
  return graph;
}

function isNext(link) {
  return link.to.inOrder === link.from.inOrder + 1;
}

/** Holds ports that come in above everything, and those that go out below. */
function pinPorts(frame, graph) {
  for (const direction of ["in", "out"]) {
    const ports = [...frame.ports.values()].filter((port) => port.direction === direction);
    if (ports.length < 2) continue;
    const end = `pin ${direction}`;
    graph.setNode(end, { width: 1, height: 0 });
    for (const { id } of ports) graph.setEdge(...(direction === "in" ? [end, id] : [id, end]), { weight: PIN }, end);
  }
}

function addLanes(frame, link, points, heights) {
  link.lanes = [];
  for (let row = link.from.row + 1; row < link.to.row; row++) {
    const spot = { link, row, hint: crossing(points, heights.get(row)) };
    link.lanes.push(spot);
    frame.rows[row].spots.push(spot);
  }
}

/** x of the line through `points` at height `y`. */
function crossing(points, y) {
  const k = points.findIndex((point) => point.y >= y - 0.01);
  const [above, below] = [points[Math.max(k - 1, 0)], points[k]];
  if (!below) return points.at(-1).x;
  const share = below.y === above.y ? 1 : (y - above.y) / (below.y - above.y);
  return above.x + share * (below.x - above.x);
}

/** True where the running order goes from right to left, or skip connections stand left of what they skip. */
function isMirrored(frame) {
  let rightward = 0;
  const order = (spot) => spot.part?.inOrder ?? Infinity;
  for (const { spots } of frame.rows) {
    for (let k = 1; k < spots.length; k++) rightward += Math.sign(order(spots[k]) - order(spots[k - 1])) || 0;
  }
  return rightward < 0;
}
