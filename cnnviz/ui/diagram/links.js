// Every edge, cut into one link per frame that it runs through; where it enters or leaves a frame stands a port.

/**
 * Gives each frame its `ports` and `links`. A link joins two parts of one frame: `from` and `to` are a box, a frame or
 * a port; `fromPort` and `toPort` the port of that frame where the edge goes on. `edges` are those that run through it.
 */
function linkFrames(parts) {
  parts.frames.forEach((frame) => Object.assign(frame, { ports: new Map(), links: new Map(), inflow: new Map() }));
  const routes = parts.edges.map((edge) => ({ edge, ...framesOfEdge(edge) }));
  routes.forEach(noteInflow);
  routes.forEach(linkRoute);
  parts.frames.forEach((frame) => { frame.links = [...frame.links.values()]; });
}

/** `common`: the innermost frame around both ends; `leaving` and `entering`: the frames below it, outermost first. */
function framesOfEdge({ source, target }) {
  const [above, below] = [framesAround(source), framesAround(target)];
  let depth = 0;
  while (depth < above.length && above[depth] === below[depth]) depth++;
  return { common: above[depth - 1], leaving: above.slice(depth), entering: below.slice(depth) };
}

/** Sources that reach the same boxes of a frame come in by one port; so first: who reaches what. */
function noteInflow({ edge, entering }) {
  for (const frame of entering) {
    if (!frame.inflow.has(edge.source.id)) frame.inflow.set(edge.source.id, new Set());
    frame.inflow.get(edge.source.id).add(edge.target.id);
  }
}

function linkRoute({ edge, common, leaving, entering }) {
  let from = { part: edge.source, port: null };
  for (const frame of [...leaving].reverse()) {
    const port = outPort(frame, edge.source);
    addLink(frame, from, { part: port, port: null }, edge);
    from = { part: frame, port };
  }
  let frame = common;
  for (const inner of entering) {
    const port = inPort(inner, edge.source);
    addLink(frame, from, { part: inner, port }, edge);
    from = { part: port, port: null };
    frame = inner;
  }
  addLink(frame, from, { part: edge.target, port: null }, edge);
}

function outPort(frame, source) {
  return portOf(frame, `out ${source.id}`, "out");
}

function inPort(frame, source) {
  return portOf(frame, `in ${[...frame.inflow.get(source.id)].sort().join(" ")}`, "in");
}

function portOf(frame, name, direction) {
  const id = `${direction} ${frame.id} ${name}`;
  if (!frame.ports.has(id)) frame.ports.set(id, { id, kind: "port", direction, width: 2, height: 0 });
  return frame.ports.get(id);
}

function addLink(frame, from, to, edge) {
  const link = makeLink(from.part, from.port, to.part, to.port, []);
  if (!frame.links.has(link.id)) frame.links.set(link.id, link);
  frame.links.get(link.id).edges.push(edge);
}

function makeLink(from, fromPort, to, toPort, edges) {
  return { id: [from.id, fromPort?.id, to.id, toPort?.id].join("|"), from, fromPort, to, toPort, edges };
}
