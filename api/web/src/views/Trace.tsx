/** 政策溯源: what a policy rests on and who implements it, from the national level to the county's task. */

import { Button, Input, Segmented } from "antd";
import { lazy, Suspense, useEffect, useMemo, useState } from "react";

import { withParams } from "../api/client";
import type { Cited, Evidence, Examples, Task, Traced } from "../api/types";
import { Badge } from "../parts/Badge";
import type { PictureEdge, PictureNode } from "../parts/Picture";
import { PageHead } from "../parts/PageHead";
import { Nothing, Shown, Waiting } from "../parts/States";
import { quoteHref } from "../parts/Evidence";
import { levels, tracePicture, tasksByDocument } from "../pure/trace";
import { useGet } from "../state/load";
import { go, to, useRoute } from "../state/route";
import { useWords } from "../text";

const Picture = lazy(() => import("../parts/Picture"));

export default function Trace() {
  const { t } = useWords();
  const { params } = useRoute();
  const policy = params.get("policy") ?? "";
  const task = params.get("task") ?? "";
  const [words, setWords] = useState(policy);
  useEffect(() => setWords(policy), [policy]);
  const examples = useGet<Examples>("examples");
  const traced = useGet<Traced>(policy || task ? withParams("trace", { policy, task }) : null);
  return (
    <>
      <PageHead title={t("nav.trace")} about={t("trace.about")} />
      <form
        className="ask-form"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          if (words.trim()) go(to("trace", { policy: words.trim() }));
        }}
      >
        <Input
          size="large"
          value={words}
          maxLength={400}
          aria-label={t("trace.box")}
          placeholder={t("trace.box")}
          onChange={(event) => setWords(event.target.value)}
        />
        <Button type="primary" size="large" htmlType="submit" disabled={!words.trim()}>
          {t("trace.send")}
        </Button>
      </form>
      {!policy && !task && examples.data && (
        <section aria-label={t("trace.examples")}>
          <h2>{t("trace.examples")}</h2>
          <ul className="examples">
            {examples.data.policies.map((one) => (
              <li key={`${one.title} ${one.doc_number}`}>
                <a href={to("trace", { policy: one.doc_number ?? one.title })}>
                  {one.title} {one.doc_number && `（${one.doc_number}）`}
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      {(policy || task) && (
        <Shown of={traced}>
          {(data) =>
            data.policy || data.task ? (
              <Chain key={policy + task} traced={data} />
            ) : (
              <Nothing title={t("trace.none", { policy: policy || task })}>
                <a href={to("search", { q: policy || task })}>{t("ask.searchInstead")}</a>
              </Nothing>
            )
          }
        </Shown>
      )}
    </>
  );
}

function Chain({ traced }: { traced: Traced }) {
  const { t } = useWords();
  const [shape, setShape] = useState<"tree" | "graph">("tree");
  const picture = useMemo(() => tracePicture(traced, 200), [traced]);
  const cities = new Set((traced.tasks ?? []).map((task) => task.city).filter(Boolean));
  return (
    <>
      <div className="toolbar">
        <Segmented
          value={shape}
          aria-label={t("ledger.shape")}
          options={[
            { value: "tree", label: t("trace.tree") },
            { value: "graph", label: t("trace.graph") },
          ]}
          onChange={setShape}
        />
        <p role="status">
          {t("trace.count", {
            up: traced.upstream.length,
            documents: traced.documents?.length ?? 0,
            tasks: traced.tasks?.length ?? 0,
            cities: cities.size,
            breaks: traced.breaks.length,
          })}
        </p>
      </div>
      {traced.also_matching && traced.also_matching.length > 0 && (
        <p className="note">{t("trace.also", { titles: traced.also_matching.slice(0, 5).join("；") })}</p>
      )}
      {shape === "tree" ? (
        <Tree traced={traced} />
      ) : (
        <Suspense fallback={<Waiting />}>
          <Picture
            label={t("trace.graph")}
            layout="tree"
            nodes={picture.nodes as PictureNode[]}
            edges={picture.edges as PictureEdge[]}
            open={(id) => {
              const node = picture.nodes.find((one) => one.id === id);
              if (node?.href) go(node.href);
            }}
          />
          {picture.left > 0 && <p className="note">{t("graph.left", { n: picture.left })}</p>}
        </Suspense>
      )}
    </>
  );
}

function Tree({ traced }: { traced: Traced }) {
  const { t } = useWords();
  const centre = traced.policy;
  const tasks = tasksByDocument(traced);
  return (
    <ol className="chain">
      {levels(traced.upstream).map((level) => (
        <li key={level.name} className="chain-level">
          <h2>{level.name || t("trace.levelUnknown")}</h2>
          <ul>
            {level.policies.map((one) => (
              <li key={`${one.id} ${one.cited_by}`}>
                <PolicyLine of={one} />
              </li>
            ))}
          </ul>
        </li>
      ))}
      {centre && (
        <li className="chain-level chain-centre">
          <h2>{t("trace.centre")}</h2>
          <p className="chain-title">
            {centre.document ? (
              <a href={to("read", {}, centre.document)}>{centre.title ?? centre.doc_number}</a>
            ) : (
              (centre.title ?? centre.doc_number)
            )}
          </p>
          <p className="quiet">
            {centre.title && centre.doc_number} {centre.issuer_level && <Badge>{centre.issuer_level}</Badge>}
            {!centre.document && <Badge tone="orange">{t("trace.break")}</Badge>}
          </p>
        </li>
      )}
      {traced.task && (
        <li className="chain-level chain-centre">
          <h2>{t("trace.task")}</h2>
          <p className="chain-title">{traced.task.title || traced.task.text}</p>
          <p className="quiet">
            <a href={quoteHref(traced.task)}>{traced.task.locator}</a>
          </p>
        </li>
      )}
      {traced.documents && traced.documents.some((one) => one.relation !== "本文") && (
        <li className="chain-level">
          <h2>{t("trace.below")}</h2>
          <ul>
            {traced.documents
              .filter((one) => one.relation !== "本文")
              .map((one) => {
                const own = tasks.get(one.id) ?? [];
                return (
                  <li key={one.id}>
                    <p>
                      <Badge>{one.relation}</Badge>
                      {one.city && <Badge tone="red">{one.city}</Badge>}
                      <a href={one.evidence[0] ? quoteHref(one.evidence[0]) : to("read", {}, one.id)}>
                        {one.title}
                      </a>{" "}
                      <span className="quiet">{one.doc_number}</span>
                    </p>
                    {own.length > 0 && (
                      <ul>
                        {own.map((task) => (
                          <li key={task.id}>
                            <TaskLine task={task} />
                          </li>
                        ))}
                      </ul>
                    )}
                  </li>
                );
              })}
          </ul>
        </li>
      )}
    </ol>
  );
}

function Quote({ of }: { of: Evidence | undefined }) {
  if (!of) return null;
  return (
    <a className="quote" href={quoteHref(of)}>
      “{of.quote}” <span className="quiet">{of.locator}</span>
    </a>
  );
}

function PolicyLine({ of }: { of: Cited }) {
  const { t } = useWords();
  return (
    <>
      <p>
        <Badge>{of.relation ?? t("trace.cites")}</Badge>
        {of.document ? (
          <a href={to("read", {}, of.document)}>{of.title ?? of.doc_number}</a>
        ) : (
          <>
            {of.title ?? of.doc_number} <Badge tone="orange">{t("trace.break")}</Badge>
          </>
        )}{" "}
        {of.title && <span className="quiet">{of.doc_number}</span>}
      </p>
      <Quote of={of.evidence[0]} />
    </>
  );
}

function TaskLine({ task }: { task: Task }) {
  return (
    <>
      <a href={quoteHref(task)}>{task.locator ?? task.number}</a> {task.title || task.text}
      {task.departments.length > 0 && <span className="quiet">（{task.departments.join("、")}）</span>}
    </>
  );
}
