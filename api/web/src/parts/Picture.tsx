/** How is a graph drawn? AntV G6, loaded only with this part. The table beside it says the same to every reader. */

import { Graph, type GraphData, type GraphOptions, type IElementEvent } from "@antv/g6";
import { useEffect, useRef } from "react";

import { useWords } from "../text";
import { colourOf } from "./colours";

export interface PictureNode {
  id: string;
  name: string;
  type: string;
  broken?: boolean;
  centre?: boolean;
}

export interface PictureEdge {
  source: string;
  target: string;
  label: string;
  derived?: boolean;
}

interface Props {
  label: string;
  layout: "tree" | "force";
  nodes: readonly PictureNode[];
  edges: readonly PictureEdge[];
  open: (id: string) => void;
}

const MOST_LABEL = 14;
/** With more edges their labels hide the nodes; the table has them. */
const FEW = 14;
const SMALLEST = 0.55;
const LARGEST = 1.15;

/** Of a box of the chain, in px; 16 Chinese characters fit. */
const WIDE = 208;
const MOST_BOX = 16;

const short = (name: string, most: number): string =>
  name.length > most ? `${name.slice(0, most - 1)}…` : name;

function dataOf(nodes: readonly PictureNode[], edges: readonly PictureEdge[]): GraphData {
  return {
    nodes: nodes.map((node) => ({ id: node.id, data: { ...node } })),
    edges: edges.map((edge, k) => ({
      id: `e${k}`,
      source: edge.source,
      target: edge.target,
      data: { ...edge },
    })),
  };
}

function optionsOf(layout: Props["layout"], few: boolean): Omit<GraphOptions, "container" | "data"> {
  const tree = layout === "tree";
  return {
    autoResize: true,
    animation: false,
    padding: 24,
    zoomRange: [0.15, 3],
    node: {
      type: tree ? "rect" : "circle",
      style: {
        size: (d) => (tree ? [WIDE, 34] : d.data?.["centre"] ? 34 : 20),
        radius: 4,
        // A chain reads from left to right: its edges leave and enter at the sides.
        ports: tree
          ? [
              { key: "in", placement: "left", r: 0 },
              { key: "out", placement: "right", r: 0 },
            ]
          : [],
        fill: (d) => (tree ? "#ffffff" : colourOf(String(d.data?.["type"]))),
        stroke: (d) => (d.data?.["broken"] ? "#b45f06" : colourOf(String(d.data?.["type"]))),
        lineWidth: (d) => (d.data?.["centre"] ? 3 : 1.5),
        lineDash: (d) => (d.data?.["broken"] ? [5, 4] : 0),
        labelText: (d) => short(String(d.data?.["name"]), tree ? MOST_BOX : MOST_LABEL),
        labelPlacement: tree ? "center" : "bottom",
        labelFontSize: 12,
        labelFill: "#1f1f1f",
        labelBackground: !tree,
        labelBackgroundFill: "#ffffff",
        labelBackgroundOpacity: 0.8,
        cursor: "pointer",
      },
    },
    edge: {
      type: tree ? "cubic-horizontal" : "line",
      style: {
        stroke: "#a0a0a0",
        lineDash: (d) => (d.data?.["derived"] ? [4, 4] : 0),
        endArrow: true,
        ...(tree ? { sourcePort: "out", targetPort: "in" } : {}),
        endArrowSize: 6,
        labelAutoRotate: false,
        labelText: (d) => (few && !tree ? String(d.data?.["label"] ?? "") : ""),
        labelFontSize: 11,
        labelFill: "#555555",
        labelBackground: true,
        labelBackgroundFill: "#ffffff",
        labelBackgroundOpacity: 0.85,
      },
    },
    layout: tree
      ? { type: "antv-dagre", rankdir: "LR", nodesep: 12, ranksep: 56 }
      : {
          type: "d3-force",
          link: { distance: 105 },
          manyBody: { strength: -480, distanceMax: 520 },
          collide: { radius: 44 },
          // Parts without a connection would drift apart until nothing can be read.
          x: { strength: 0.06 },
          y: { strength: 0.09 },
        },
    behaviors: ["drag-canvas", "zoom-canvas", "drag-element"],
  };
}

/** All of it in sight, but never so small or so large that the words cannot be read. */
async function fit(graph: Graph): Promise<void> {
  await graph.fitView({ when: "always" }, false);
  const zoom = graph.getZoom();
  if (zoom < SMALLEST) await graph.zoomTo(SMALLEST, false);
  else if (zoom > LARGEST) await graph.zoomTo(LARGEST, false);
}

export default function Picture({ label, layout, nodes, edges, open }: Props) {
  const { t } = useWords();
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<Graph | null>(null);
  const opening = useRef(open);
  opening.current = open;
  useEffect(() => {
    const container = box.current;
    if (!container || !nodes.length) return undefined;
    const graph = new Graph({
      ...optionsOf(layout, edges.length <= FEW),
      container,
      data: dataOf(nodes, edges),
    });
    graph.on("node:click", (event: IElementEvent) => opening.current(event.target.id));
    drawn.current = graph;
    let gone = false;
    graph
      .render()
      .then(async () => {
        if (gone) return;
        await fit(graph);
        // G6 puts its canvases first in the tab order, where a keyboard can do nothing with them.
        for (const canvas of container.querySelectorAll("canvas")) canvas.removeAttribute("tabindex");
      })
      .catch((error: unknown) => {
        // Taken down while it was being laid out: nothing is left to draw on.
        if (!gone) throw error;
      });
    return () => {
      gone = true;
      drawn.current = null;
      graph.destroy();
    };
  }, [nodes, edges, layout]);
  const zoom = (ratio: number) => void drawn.current?.zoomBy(ratio, false);
  return (
    <div className="picture-frame">
      <div className="picture" ref={box} role="img" aria-label={label} />
      <div className="picture-zoom">
        <button type="button" aria-label={t("picture.larger")} onClick={() => zoom(1.25)}>
          ＋
        </button>
        <button type="button" aria-label={t("picture.smaller")} onClick={() => zoom(0.8)}>
          －
        </button>
        <button type="button" onClick={() => void drawn.current?.fitView({ when: "always" }, false)}>
          {t("picture.fit")}
        </button>
        <span className="quiet">{t("picture.hint")}</span>
      </div>
    </div>
  );
}
