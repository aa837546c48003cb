// Dense connections: where every box reads all boxes before it, a running concatenation says the same with few lines.

const SHORTEST_RAIL = 4; // boxes in a row, of which each reads all before it

/**
 * Replaces the links of dense chains in `frame`: a box reads one dot, "all so far", instead of everything before it,
 * and from dot to dot runs a rail, as the skip connection of a residual block.
 */
function layRails(frame) {
  frame.dots = [];
  const into = new Map(frame.children.map((part) => [part, []]));
  frame.links.forEach((link) => into.get(link.to)?.push(link));
  for (const chain of denseChains(frame.children, into)) layRail(frame, chain, into);
}

/** Rows of at least `SHORTEST_RAIL` parts, of which each reads the part before it and all that this one reads. */
function denseChains(children, into) {
  const place = new Map(children.map((part, k) => [part, k]));
  const chainOf = new Map();
  for (const part of children) {
    const links = into.get(part);
    const sources = new Set(links.map((link) => link.from));
    const previous = children[Math.max(...[...sources].map((from) => place.get(from) ?? -1))];
    const before = new Set((into.get(previous) ?? []).map((link) => link.from));
    const hasAll = [...before].every((from) => sources.has(from));
    const isDense = before.size > 0 && sources.size === before.size + 1 && hasAll;
    const entersOnce = new Set(links.map((link) => link.toPort)).size === 1;
    if (isDense && entersOnce) {
      if (!chainOf.has(previous)) chainOf.set(previous, [previous]);
      chainOf.get(previous).push(part);
      chainOf.set(part, chainOf.get(previous));
    }
  }
  return [...new Set(chainOf.values())].filter((chain) => chain.length >= SHORTEST_RAIL);
}

function layRail(frame, chain, into) {
  const replaced = new Set(chain.slice(1).flatMap((part) => into.get(part)));
  let sources = into.get(chain[0]).map((link) => ({ part: link.from, port: link.fromPort }));
  chain.slice(1).forEach((part, k) => {
    const links = into.get(part);
    const dot = { id: `dot ${part.id}`, kind: "dot", width: 10, height: 10, order: part };
    frame.dots.push(dot);
    const ownLink = links.find((link) => link.from === chain[k]);
    const others = links.filter((link) => link !== ownLink).flatMap((link) => link.edges);
    sources.forEach(({ part: from, port }) => frame.links.push(makeLink(from, port, dot, null, others)));
    frame.links.push(makeLink(chain[k], ownLink.fromPort, dot, null, ownLink.edges));
    frame.links.push(makeLink(dot, null, part, links[0].toPort, [...ownLink.edges, ...others]));
    sources = [{ part: dot, port: null }];
  });
  frame.links = frame.links.filter((link) => !replaced.has(link));
}
