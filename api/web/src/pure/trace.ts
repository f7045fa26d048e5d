/** How is a traced chain put in order: by level from above, tasks under their documents, and as a picture? */

import type { Cited, Task, Traced } from "../api/types";
import { to } from "../state/route";

/** Who stands above whom; levels that are not named here come after, in the order they came. */
const ORDER = ["法律法规", "中央", "国家", "国务院", "全总", "全国", "省", "市", "县", "街道"];

export interface Level {
  name: string;
  policies: Cited[];
}

export function levels(upstream: readonly Cited[]): Level[] {
  const table = new Map<string, Cited[]>();
  for (const one of upstream) {
    const name = one.issuer_level ?? "";
    table.set(name, [...(table.get(name) ?? []), one]);
  }
  const place = (name: string) => {
    const k = ORDER.indexOf(name);
    return k < 0 ? ORDER.length : k;
  };
  return [...table]
    .map(([name, policies]) => ({ name, policies: [...policies].sort((a, b) => b.level - a.level) }))
    .sort((a, b) => place(a.name) - place(b.name));
}

export function tasksByDocument(traced: Traced): Map<string, Task[]> {
  const table = new Map<string, Task[]>();
  for (const task of traced.tasks ?? [])
    table.set(task.document, [...(table.get(task.document) ?? []), task]);
  return table;
}

interface Node {
  id: string;
  name: string;
  type: string;
  href: string | null;
  broken?: boolean;
  centre?: boolean;
}

/** What a title is about, for a small box: what a notice issues, or what stands after 关于. */
export function brief(title: string): string {
  const issued = title.match(
    /(?:印发|转发|公布|制定)[^《]*《([^《》]+(?:《[^》]*》[^《》]*)?)》的?(?:通知|决定)?$/,
  )?.[1];
  if (issued) return issued;
  const about = title.match(/^[^《》]{2,30}?关于(.+)$/)?.[1];
  return about ? about.replace(/的通知$/, "") : title;
}

/** Nodes and edges from above to below, at most `most` nodes; `left` counts those that are not drawn. */
export function tracePicture(
  traced: Traced,
  most: number,
): { nodes: Node[]; edges: { source: string; target: string; label: string }[]; left: number } {
  const nodes = new Map<string, Node>();
  const edges: { source: string; target: string; label: string }[] = [];
  let left = 0;
  const add = (node: Node): boolean => {
    if (nodes.has(node.id)) return true;
    if (nodes.size >= most) {
      left += 1;
      return false;
    }
    nodes.set(node.id, node);
    return true;
  };
  const centre = traced.policy?.id ?? traced.task?.id ?? "";
  if (traced.policy)
    add({
      id: centre,
      name: brief(traced.policy.title ?? traced.policy.doc_number ?? ""),
      type: "policy",
      centre: true,
      href: traced.policy.document ? to("read", {}, traced.policy.document) : null,
    });
  if (traced.task)
    add({
      id: centre,
      name: traced.task.title || traced.task.text,
      type: "task",
      centre: true,
      href: to("read", { start: traced.task.start, end: traced.task.end }, traced.task.document),
    });
  const home = new Map<string, string>();
  if (traced.policy?.document) home.set(traced.policy.document, centre);
  for (const one of traced.upstream) if (one.document) home.set(one.document, one.id);
  for (const one of traced.upstream)
    if (
      add({
        id: one.id,
        name: brief(one.title ?? one.doc_number ?? ""),
        type: "policy",
        href: one.document ? to("read", {}, one.document) : null,
        broken: !one.document,
      })
    ) {
      const target = home.get(one.cited_by) ?? centre;
      if (target !== one.id && nodes.has(target))
        edges.push({ source: one.id, target, label: one.relation ?? "" });
      else if (target !== one.id) edges.push({ source: one.id, target: centre, label: one.relation ?? "" });
    }
  for (const one of traced.documents ?? [])
    if (
      one.relation !== "本文" &&
      add({ id: one.id, name: brief(one.title), type: "document", href: to("read", {}, one.id) })
    )
      edges.push({ source: centre, target: one.id, label: one.relation });
  for (const task of traced.tasks ?? [])
    if (
      add({
        id: task.id,
        name: `${task.number} ${task.title || task.text}`,
        type: "task",
        href: to("read", { start: task.start, end: task.end }, task.document),
      })
    )
      edges.push({
        source: nodes.has(task.document) ? task.document : centre,
        target: task.id,
        label: "",
      });
  return { nodes: [...nodes.values()], edges, left };
}
