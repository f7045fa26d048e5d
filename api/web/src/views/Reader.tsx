/** One document: its text with every extracted fact in its colour, its outline, and the way to put a fact right. */

import { Button, Drawer } from "antd";
import { memo, useEffect, useMemo, useRef, useState, type MouseEvent } from "react";

import { saveFrom } from "../api/client";
import type { DocDetail, Fact, Facts, Status } from "../api/types";
import { Badge } from "../parts/Badge";
import { colourOf, groundOf } from "../parts/colours";
import { FactCard, FactList } from "../parts/FactList";
import { PageHead } from "../parts/PageHead";
import { Failure, Shown } from "../parts/States";
import { outline, type OutlineItem } from "../pure/outline";
import { markedLines, type Line, type Span } from "../pure/segments";
import { useGet, useText } from "../state/load";
import { to, useRoute } from "../state/route";
import { useWords } from "../text";

/** Marked when a document is opened; the rest is one click away in the legend. */
const AT_FIRST = new Set([
  "department",
  "organization",
  "person",
  "group",
  "policy",
  "initiative",
  "indicator",
  "deadline",
]);

interface Mark extends Span {
  fact?: Fact;
}

export default function Reader() {
  const { t } = useWords();
  const { id, params } = useRoute();
  const path = `documents/${encodeURIComponent(id)}`;
  const detail = useGet<DocDetail>(path);
  const text = useText(`${path}/text`);
  const facts = useGet<Facts>(`${path}/facts`);
  const start = Number(params.get("start") ?? -1);
  const end = Number(params.get("end") ?? -1);
  const places = useMemo(() => ({ start, end }), [start, end]);
  return (
    <Shown of={detail}>
      {(doc) => (
        <>
          <Head doc={doc} />
          <Shown of={text}>
            {(words) => <Body key={id} doc={doc} text={words} facts={facts.data} place={places} />}
          </Shown>
          {facts.error && <Failure error={facts.error} again={facts.again} />}
          {detail.error && <p className="note">{t("error.failed")}</p>}
        </>
      )}
    </Shown>
  );
}

function Head({ doc }: { doc: DocDetail }) {
  const { t } = useWords();
  const [failed, setFailed] = useState<Error | null>(null);
  const facts: [string, string | null][] = [
    [t("read.number"), doc.doc_number],
    [t("read.issuer"), doc.issuer],
    [t("read.date"), doc.date],
    [t("read.addressees"), doc.addressees.join("、")],
    [t("read.parts"), doc.parts.map((one) => one.title).join("；")],
    [t("read.file"), doc.source_file],
  ];
  return (
    <>
      <p className="back">
        <a href={to("documents")}>{t("read.back")}</a>
      </p>
      <PageHead title={doc.title || doc.source_file}>
        <Button href={to("graph", { id: doc.id })}>{t("task.graph")}</Button>
        {doc.original?.available && (
          <Button
            onClick={() =>
              saveFrom(`documents/${encodeURIComponent(doc.id)}/original`, doc.source_file).catch(setFailed)
            }
          >
            {t("read.original")}
          </Button>
        )}
      </PageHead>
      {failed && <Failure error={failed} />}
      <dl className="about-document">
        <div>
          <dt>{t("facet.genre")}</dt>
          <dd>
            <Badge>{doc.genre}</Badge>
          </dd>
        </div>
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {doc.findings.length > 0 && (
        <details className="why">
          <summary>{t("upload.findings", { n: doc.findings.length })}</summary>
          <ul>
            {doc.findings.map((one, k) => (
              <li key={k}>
                {one.start != null ? (
                  <a href={to("read", { start: one.start, end: one.end ?? one.start + 1 }, doc.id)}>
                    {one.message}
                  </a>
                ) : (
                  one.message
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

const TASK_NAME = 24;

function taskItem(fact: Fact): OutlineItem {
  const name = fact.name.length > TASK_NAME ? `${fact.name.slice(0, TASK_NAME)}…` : fact.name;
  return { number: "", title: name, depth: 0, at: fact.start };
}

interface BodyProps {
  doc: DocDetail;
  text: string;
  facts: Facts | undefined;
  place: Span;
}

function Body({ doc, text, facts, place }: BodyProps) {
  const { t } = useWords();
  const status = useGet<Status>("status");
  const [on, setOn] = useState<ReadonlySet<string>>(AT_FIRST);
  const [chosen, setChosen] = useState<Fact | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const items = useMemo(() => {
    const headings = outline(doc.sections, text);
    // A ledger has no headings: its tasks are its outline.
    return headings.length
      ? headings
      : (facts?.facts ?? []).filter((fact) => fact.type === "task").map(taskItem);
  }, [doc, text, facts]);
  const kept = useMemo(() => {
    const seen = new Set<string>();
    return (facts?.facts ?? []).filter((fact) => {
      // A name that several tasks share at one place is one mark.
      const name = `${fact.type} ${fact.start} ${fact.end} ${fact.entity ?? fact.name}`;
      return on.has(fact.type) && fact.end > fact.start && !seen.has(name) && seen.add(name);
    });
  }, [facts, on]);
  const byId = useMemo(() => new Map(kept.map((fact) => [fact.id, fact])), [kept]);
  const lines = useMemo(() => {
    const marks: Mark[] = kept.map((fact) => ({ start: fact.start, end: fact.end, fact }));
    if (place.end > place.start && place.start >= 0) marks.push({ ...place });
    return markedLines(text, marks);
  }, [text, kept, place]);

  function show(point: number): void {
    const all = box.current?.querySelectorAll<HTMLElement>("[data-start]") ?? [];
    let best: HTMLElement | null = null;
    for (const line of all) {
      if (Number(line.dataset["start"]) > point) break;
      best = line;
    }
    best?.scrollIntoView({ block: "center" });
  }

  useEffect(() => {
    if (place.start < 0) return undefined;
    const frame = requestAnimationFrame(() => {
      const target = box.current?.querySelector(".here");
      if (target) target.scrollIntoView({ block: "center" });
    });
    return () => cancelAnimationFrame(frame);
  }, [place, facts]);

  function clicked(event: MouseEvent): void {
    const mark = (event.target as HTMLElement).closest<HTMLElement>("[data-fact]");
    const fact = mark && byId.get(mark.dataset["fact"] ?? "");
    if (fact) setChosen(fact);
  }

  return (
    <div className={items.length ? "reader" : "reader no-outline"}>
      {items.length > 0 && (
        <nav className="outline" aria-label={t("read.outline")}>
          <details open={window.innerWidth > 1100}>
            <summary>{t("read.outline")}</summary>
            <ol>
              {items.map((item, k) => (
                <li key={k} style={{ paddingLeft: `${item.depth * 0.9}em` }}>
                  {item.at === null ? (
                    <span>
                      {item.number} {item.title}
                    </span>
                  ) : (
                    <button type="button" onClick={() => show(item.at ?? 0)}>
                      {item.number} {item.title}
                    </button>
                  )}
                </li>
              ))}
            </ol>
          </details>
        </nav>
      )}
      <div className="paper" ref={box} onClick={clicked} lang="zh-CN">
        <Text lines={lines} chosen={chosen?.id ?? null} />
      </div>
      <aside className="facts" aria-label={t("read.facts")}>
        <fieldset className="choose legend-choose">
          <legend>{t("read.legend")}</legend>
          {(facts?.types ?? []).map((type) => (
            <button
              type="button"
              key={type.type}
              aria-pressed={on.has(type.type)}
              style={
                on.has(type.type)
                  ? { background: groundOf(type.type), borderColor: colourOf(type.type) }
                  : undefined
              }
              onClick={() => {
                const next = new Set(on);
                if (!next.delete(type.type)) next.add(type.type);
                setOn(next);
              }}
            >
              {type.label} <span className="count">{type.count}</span>
            </button>
          ))}
        </fieldset>
        <FactList
          facts={kept}
          choose={(fact) => {
            setChosen(fact);
            show(fact.start);
          }}
        />
      </aside>
      <Drawer
        open={chosen !== null}
        onClose={() => setChosen(null)}
        mask={false}
        size={Math.min(420, window.innerWidth)}
        title={chosen?.label ?? ""}
        closable={{ "aria-label": t("action.close") }}
      >
        {chosen && <FactCard key={chosen.id} fact={chosen} canWrite={status.data?.can_write ?? false} />}
      </Drawer>
    </div>
  );
}

const Text = memo(function Text({ lines, chosen }: { lines: Line<Mark>[]; chosen: string | null }) {
  return (
    <>
      {lines.map((line) => (
        <p key={line.start} data-start={line.start}>
          {line.segments.map((part) => {
            const facts = part.marks.filter((mark) => mark.fact);
            const inner = facts.at(-1)?.fact;
            const here = part.marks.some((mark) => !mark.fact);
            if (!inner && !here) return <span key={part.start}>{part.text}</span>;
            const className = [here && "here", inner && "fact", inner && inner.id === chosen && "chosen"]
              .filter(Boolean)
              .join(" ");
            return (
              <mark
                key={part.start}
                className={className}
                data-fact={inner?.id}
                title={inner ? `${inner.label}：${inner.name}` : undefined}
                style={
                  inner
                    ? {
                        backgroundColor: groundOf(inner.type),
                        borderBottomColor: colourOf(inner.type),
                      }
                    : undefined
                }
              >
                {part.text}
              </mark>
            );
          })}
        </p>
      ))}
    </>
  );
});
