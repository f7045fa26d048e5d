import { expect, it } from "vitest";

import type { Cited, Traced } from "../api/types";
import { brief, levels, tracePicture } from "./trace";

const cited = (id: string, issuer: string | null, level: number, more: Partial<Cited> = {}): Cited => ({
  id,
  title: id,
  doc_number: null,
  relation: "依据",
  level,
  issuer_level: issuer,
  cited_by: "doc:own",
  document: null,
  evidence: [],
  ...more,
});

it("orders the levels from above", () => {
  const found = levels([
    cited("a", "市", 1),
    cited("b", null, 1),
    cited("c", "全总", 2),
    cited("d", "省", 1),
    cited("e", "法律法规", 1),
  ]);
  expect(found.map((level) => level.name)).toEqual(["法律法规", "全总", "省", "市", ""]);
});

const traced: Traced = {
  policy: { id: "p", title: "意见", doc_number: null, document: "doc:own", issuer_level: "省" },
  upstream: [cited("up", "省", 1, { document: "doc:up" }), cited("top", "全总", 2, { cited_by: "doc:up" })],
  documents: [],
  tasks: [],
  breaks: [],
};

it("draws each instrument above the one that cites it", () => {
  const { edges, nodes, left } = tracePicture(traced, 200);
  expect(edges.map((edge) => [edge.source, edge.target])).toEqual([
    ["up", "p"],
    ["top", "up"],
  ]);
  expect(nodes.filter((node) => node.broken).map((node) => node.id)).toEqual(["top"]);
  expect(left).toBe(0);
});

it("draws no more than asked and counts the rest", () => {
  const { nodes, edges, left } = tracePicture(traced, 2);
  expect([nodes.length, edges.length, left]).toEqual([2, 1, 1]);
});

it.each([
  ["云州市总工会办公室关于印发《云州市总工会2031年工作要点》的通知", "云州市总工会2031年工作要点"],
  ["云川省总工会关于推进职工夜校建设的意见", "推进职工夜校建设的意见"],
  ["临江市总工会关于成立驿站建设领导小组的通知", "成立驿站建设领导小组"],
  ["中华人民共和国工会法", "中华人民共和国工会法"],
  ["云州市总工会关于转发《省总工会关于学习贯彻〈意见〉的通知》的通知", "省总工会关于学习贯彻〈意见〉的通知"],
])("%s is about %s", (title, wanted) => {
  expect(brief(title)).toBe(wanted);
});
