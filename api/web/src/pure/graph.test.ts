import { expect, it } from "vitest";

import type { Neighbourhood } from "../api/types";
import { mergedGraph } from "./graph";

function around(centre: string, others: string[]): Neighbourhood {
  const nodes = [centre, ...others].map((id) => ({ id, type: "task", kind: "任务", name: id, depth: 0 }));
  return {
    asked: centre,
    centres: nodes.slice(0, 1),
    nodes,
    omitted: {},
    edges: others.map((target) => ({ source: centre, target, relation: "cites", label: "引用" })),
  };
}

it("adds what is new once and keeps the first centre", () => {
  const { graph, left } = mergedGraph(around("a", ["b", "c"]), around("b", ["c", "d"]), 10);
  expect(graph.nodes.map((node) => node.id)).toEqual(["a", "b", "c", "d"]);
  expect(graph.edges.map((edge) => edge.source + edge.target)).toEqual(["ab", "ac", "bc", "bd"]);
  expect([left, graph.centres[0]?.id]).toEqual([0, "a"]);
  expect(mergedGraph(graph, around("b", ["c", "d"]), 10).graph.edges).toHaveLength(4);
});

it("counts what finds no room, and draws no edge to it", () => {
  const { graph, left } = mergedGraph(around("a", ["b"]), around("b", ["c", "d"]), 3);
  expect([graph.nodes.length, graph.edges.length, left]).toEqual([3, 2, 1]);
});
