/** How does a neighbourhood grow by another, without becoming a hairball? */

import type { Neighbourhood } from "../api/types";

/** Both together, at most `most` nodes; `left` counts the new nodes that found no room. Centres stay the first's. */
export function mergedGraph(
  first: Neighbourhood,
  more: Neighbourhood,
  most: number,
): { graph: Neighbourhood; left: number } {
  const nodes = [...first.nodes];
  const held = new Set(nodes.map((node) => node.id));
  let left = 0;
  for (const node of more.nodes) {
    if (held.has(node.id)) continue;
    if (nodes.length >= most) {
      left += 1;
      continue;
    }
    held.add(node.id);
    nodes.push(node);
  }
  const name = (edge: { source: string; target: string; relation: string }) =>
    `${edge.source}\t${edge.relation}\t${edge.target}`;
  const known = new Set(first.edges.map(name));
  const edges = [...first.edges];
  for (const edge of more.edges) {
    if (known.has(name(edge)) || !held.has(edge.source) || !held.has(edge.target)) continue;
    known.add(name(edge));
    edges.push(edge);
  }
  return { graph: { ...first, nodes, edges }, left };
}
