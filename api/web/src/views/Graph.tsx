/** 图谱: what stands around a thing, as a picture and as a table; one step further at a click. */

import { Button, Input } from "antd";
import { lazy, Suspense, useEffect, useMemo, useState } from "react";

import { get, withParams } from "../api/client";
import type { Examples, GraphEdge, GraphNode, Neighbourhood } from "../api/types";
import { Badge } from "../parts/Badge";
import { colourOf } from "../parts/colours";
import { quoteHref } from "../parts/Evidence";
import { PageHead } from "../parts/PageHead";
import { Failure, Nothing, Shown, Waiting } from "../parts/States";
import { mergedGraph } from "../pure/graph";
import { useGet } from "../state/load";
import { go, to, useRoute } from "../state/route";
import { useWords } from "../text";

const Picture = lazy(() => import("../parts/Picture"));
const MOST = 200;
const ROWS = 60;

export default function Graph() {
  const { t } = useWords();
  const { params } = useRoute();
  const name = params.get("name") ?? "";
  const id = params.get("id") ?? "";
  const [words, setWords] = useState(name);
  useEffect(() => setWords(name), [name]);
  const examples = useGet<Examples>("examples");
  const path = id
    ? withParams(`entities/${encodeURIComponent(id)}/graph`, { n: MOST })
    : name
      ? withParams("graph", { name, n: MOST })
      : null;
  const found = useGet<Neighbourhood>(path);
  const starts = examples.data
    ? [...examples.data.topics.slice(0, 3), ...examples.data.initiatives.slice(0, 3).map((one) => one.name)]
    : [];
  return (
    <>
      <PageHead title={t("nav.graph")} about={t("graph.about")} />
      <form
        className="ask-form"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          if (words.trim()) go(to("graph", { name: words.trim() }));
        }}
      >
        <Input
          size="large"
          value={words}
          maxLength={200}
          aria-label={t("graph.box")}
          placeholder={t("graph.box")}
          onChange={(event) => setWords(event.target.value)}
        />
        <Button type="primary" size="large" htmlType="submit" disabled={!words.trim()}>
          {t("graph.send")}
        </Button>
      </form>
      {!path && starts.length > 0 && (
        <section aria-label={t("ask.examples")}>
          <h2>{t("ask.examples")}</h2>
          <ul className="examples">
            {starts.map((one) => (
              <li key={one}>
                <a href={to("graph", { name: one })}>{one}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
      {path && (
        <Shown of={found}>
          {(data) =>
            data.nodes.length ? (
              <Around key={path} first={data} />
            ) : (
              <Nothing title={t("graph.none", { name: name || id })} />
            )
          }
        </Shown>
      )}
    </>
  );
}

function Around({ first }: { first: Neighbourhood }) {
  const { t } = useWords();
  const [data, setData] = useState(first);
  const [off, setOff] = useState<ReadonlySet<string>>(new Set());
  const [chosen, setChosen] = useState<string | null>(first.centres[0]?.id ?? null);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<Error | null>(null);
  const [left, setLeft] = useState(0);
  const [rows, setRows] = useState(ROWS);

  const relations = useMemo(() => {
    const table = new Map<string, number>();
    for (const edge of data.edges) table.set(edge.label, (table.get(edge.label) ?? 0) + 1);
    return [...table].sort((a, b) => b[1] - a[1]);
  }, [data]);
  const centres = useMemo(() => new Set(data.centres.map((one) => one.id)), [data]);
  const { nodes, edges } = useMemo(() => {
    const kept = data.edges.filter((edge) => !off.has(edge.label));
    const ends = new Set(kept.flatMap((edge) => [edge.source, edge.target]));
    return { edges: kept, nodes: data.nodes.filter((node) => ends.has(node.id) || centres.has(node.id)) };
  }, [data, off, centres]);
  const drawn = useMemo(
    () => nodes.map((node) => ({ ...node, centre: centres.has(node.id) })),
    [nodes, centres],
  );
  const lines = useMemo(() => edges.map((edge) => ({ ...edge, derived: edge.derived ?? false })), [edges]);
  const byId = useMemo(() => new Map(data.nodes.map((node) => [node.id, node])), [data]);
  const kinds = [...new Map(nodes.map((node) => [node.type, node.kind]))];
  const omitted = Object.values(data.omitted).reduce((sum, n) => sum + n, 0);

  async function expand(node: string): Promise<void> {
    setBusy(true);
    setFailed(null);
    try {
      const more = await get<Neighbourhood>(
        withParams(`entities/${encodeURIComponent(node)}/graph`, { n: MOST }),
      );
      const merged = mergedGraph(data, more, MOST);
      setData(merged.graph);
      setLeft((n) => n + merged.left);
    } catch (error) {
      setFailed(error as Error);
    } finally {
      setBusy(false);
    }
  }

  const node = chosen ? byId.get(chosen) : undefined;
  return (
    <>
      <div className="toolbar">
        <p role="status">{t("graph.count", { nodes: nodes.length, edges: edges.length })}</p>
        {omitted + left > 0 && <p className="note">{t("graph.left", { n: omitted + left })}</p>}
      </div>
      <fieldset className="choose">
        <legend>{t("graph.relations")}</legend>
        {relations.map(([label, count]) => (
          <button
            type="button"
            key={label}
            aria-pressed={!off.has(label)}
            onClick={() => {
              const next = new Set(off);
              if (!next.delete(label)) next.add(label);
              setOff(next);
            }}
          >
            {label} <span className="count">{count}</span>
          </button>
        ))}
      </fieldset>
      <div className="graph-frame">
        <div className="graph-picture">
          <Suspense fallback={<Waiting />}>
            <Picture
              label={t("graph.picture", { nodes: nodes.length, edges: edges.length })}
              layout="force"
              nodes={drawn}
              edges={lines}
              open={setChosen}
            />
          </Suspense>
          <ul className="legend" aria-label={t("graph.legend")}>
            {kinds.map(([type, kind]) => (
              <li key={type}>
                <span className="dot" style={{ background: colourOf(type) }} aria-hidden="true" />
                {kind}
              </li>
            ))}
          </ul>
        </div>
        <div className="graph-side">
          {node && (
            <NodeCard
              node={node}
              edges={data.edges.filter((edge) => edge.source === node.id || edge.target === node.id).length}
              busy={busy}
              expand={() => void expand(node.id)}
            />
          )}
          {failed && <Failure error={failed} />}
          <EdgeTable edges={edges.slice(0, rows)} nodes={byId} choose={setChosen} chosen={chosen} />
          {edges.length > rows && <Button onClick={() => setRows(rows + ROWS)}>{t("action.more")}</Button>}
        </div>
      </div>
    </>
  );
}

function NodeCard({
  node,
  edges,
  busy,
  expand,
}: {
  node: GraphNode;
  edges: number;
  busy: boolean;
  expand: () => void;
}) {
  const { t } = useWords();
  return (
    <div className="node-card" aria-live="polite">
      <p>
        <span className="dot" style={{ background: colourOf(node.type) }} aria-hidden="true" />
        <Badge>{node.kind}</Badge> <b>{node.name}</b>
      </p>
      <p className="quiet">{t("graph.nodeEdges", { n: edges })}</p>
      <p className="form-actions">
        <Button loading={busy} onClick={expand}>
          {t("graph.expand")}
        </Button>
        <Button href={to("graph", { id: node.id })}>{t("graph.centre")}</Button>
        {node.type === "document" && <Button href={to("read", {}, node.id)}>{t("task.read")}</Button>}
      </p>
    </div>
  );
}

interface EdgeTableProps {
  edges: readonly GraphEdge[];
  nodes: ReadonlyMap<string, GraphNode>;
  choose: (id: string) => void;
  chosen: string | null;
}

function EdgeTable({ edges, nodes, choose, chosen }: EdgeTableProps) {
  const { t } = useWords();
  const end = (id: string) => (
    <button type="button" className="more" aria-pressed={id === chosen} onClick={() => choose(id)}>
      {nodes.get(id)?.name ?? id}
    </button>
  );
  return (
    <div className="scroll-x" role="region" aria-label={t("graph.table")} tabIndex={0}>
      <table className="grid">
        <thead>
          <tr>
            <th scope="col">{t("graph.from")}</th>
            <th scope="col">{t("graph.relation")}</th>
            <th scope="col">{t("graph.to")}</th>
            <th scope="col">{t("evidence.title")}</th>
          </tr>
        </thead>
        <tbody>
          {edges.map((edge, k) => {
            const quote = edge.evidence?.[0];
            return (
              <tr key={k}>
                <td>{end(edge.source)}</td>
                <td>{edge.label}</td>
                <td>{end(edge.target)}</td>
                <td>
                  {quote ? (
                    <a href={quoteHref(quote)}>{quote.locator}</a>
                  ) : (
                    <span className="quiet">{t("graph.derived")}</span>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
