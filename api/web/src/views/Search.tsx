/** 检索: passages by meaning, with facets, highlights, reasons, and a table to take away. */

import { Button, Input } from "antd";
import { useEffect, useMemo, useState } from "react";

import { saveAs, withParams } from "../api/client";
import type { Doc, Examples, Facets, Found, Hit, Task } from "../api/types";
import { Badge } from "../parts/Badge";
import { quoteHref } from "../parts/Evidence";
import { Marked } from "../parts/Marked";
import { PageHead } from "../parts/PageHead";
import { Nothing, Shown } from "../parts/States";
import { toCsv } from "../pure/csv";
import { useGet } from "../state/load";
import { go, to, useRoute } from "../state/route";
import { useWords, worded } from "../text";

/** Facets that the page counts among the hits; the server takes the first four as well. */
const FACETS = ["city", "year", "kind", "department", "genre", "topic"] as const;
type Facet = (typeof FACETS)[number];
const MOST = 100;
const STEP = 20;

export default function Search() {
  const { t } = useWords();
  const { params } = useRoute();
  const query = params.get("q") ?? "";
  const chosen = Object.fromEntries(FACETS.map((name) => [name, params.get(name) ?? ""])) as Record<
    Facet,
    string
  >;
  const literal = params.get("literal") === "true";
  const [words, setWords] = useState(query);
  useEffect(() => setWords(query), [query]);
  const examples = useGet<Examples>("examples");
  const found = useGet<Found>(
    query
      ? withParams("search", {
          q: query,
          k: MOST,
          literal: literal || null,
          city: chosen.city,
          year: chosen.year,
          kind: chosen.kind,
          department: chosen.department,
        })
      : null,
  );

  function open(changes: Record<string, string>): void {
    go(to("search", { q: query, literal: literal ? "true" : "", ...chosen, ...changes }));
  }

  return (
    <>
      <PageHead title={t("nav.search")} about={t("search.about")} />
      <form
        className="ask-form"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          if (words.trim()) open({ q: words.trim() });
        }}
      >
        <Input
          size="large"
          value={words}
          maxLength={400}
          aria-label={t("search.box")}
          placeholder={t("search.box")}
          onChange={(event) => setWords(event.target.value)}
        />
        <Button type="primary" size="large" htmlType="submit" disabled={!words.trim()}>
          {t("search.send")}
        </Button>
      </form>
      <p className="ask-follow">
        <label>
          <input
            type="checkbox"
            checked={literal}
            onChange={(event) => open({ literal: event.target.checked ? "true" : "" })}
          />{" "}
          {t("search.literal")}
        </label>
      </p>
      {!query && examples.data && (
        <section aria-label={t("ask.examples")}>
          <h2>{t("ask.examples")}</h2>
          <ul className="examples">
            {examples.data.searches.map((one) => (
              <li key={one}>
                <button
                  type="button"
                  onClick={() => {
                    setWords(one);
                    open({ q: one });
                  }}
                >
                  {one}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {query && (
        <Shown of={found}>{(data) => <Results key={query} found={data} chosen={chosen} open={open} />}</Shown>
      )}
    </>
  );
}

interface ResultsProps {
  found: Found;
  chosen: Record<Facet, string>;
  open: (changes: Record<string, string>) => void;
}

function Results({ found, chosen, open }: ResultsProps) {
  const { t } = useWords();
  const [shown, setShown] = useState(STEP);
  const documents = useGet<Doc[]>("documents");
  const facets = useGet<Facets>("facets");
  const ofTopic = useGet<Task[]>(
    chosen.topic ? withParams("tasks", { topic: chosen.topic, limit: 5000 }) : null,
  );
  const genres = useMemo(
    () => new Map((documents.data ?? []).map((one) => [one.id, one.genre])),
    [documents.data],
  );
  const topicTasks = useMemo(() => new Set((ofTopic.data ?? []).map((one) => one.id)), [ofTopic.data]);
  const hits = found.hits.filter(
    (hit) =>
      (!chosen.genre || genres.get(hit.document) === chosen.genre) &&
      (!chosen.topic || (hit.task ? topicTasks.has(hit.task) : false)),
  );
  const active = FACETS.filter((name) => chosen[name]);

  const counts = (
    values: (hit: Hit) => readonly (string | number | null | undefined)[],
  ): [string, number][] => {
    const table = new Map<string, number>();
    for (const hit of hits)
      for (const value of values(hit))
        if (value) table.set(String(value), (table.get(String(value)) ?? 0) + 1);
    return [...table].sort((a, b) => b[1] - a[1]);
  };
  const lists: [Facet, [string, number, string?][]][] = [
    ["city", counts((hit) => [hit.city])],
    ["year", counts((hit) => [hit.year])],
    ["genre", counts((hit) => [genres.get(hit.document)])],
    ["department", counts((hit) => hit.departments)],
    [
      "topic",
      (facets.data?.topics ?? []).map((one) => [String(one.id ?? one.value), one.count, String(one.value)]),
    ],
    ["kind", counts((hit) => [hit.kind])],
  ];

  function chosenLabel(name: Facet): string {
    if (name === "kind") return worded(t, "passage", chosen.kind);
    if (name === "topic")
      return String(facets.data?.topics.find((one) => one.id === chosen.topic)?.value ?? chosen.topic);
    return chosen[name];
  }

  function save(): void {
    const head = [
      "search.csv.rank",
      "search.csv.title",
      "search.csv.text",
      "search.csv.city",
      "search.csv.year",
      "search.csv.departments",
      "search.csv.locator",
      "search.csv.file",
      "search.csv.score",
    ] as const;
    const rows = hits.map((hit, k) => [
      k + 1,
      hit.title,
      hit.text,
      hit.city,
      hit.year,
      hit.departments.join("、"),
      hit.locator,
      hit.source_file,
      hit.score,
    ]);
    saveAs(
      `${t("nav.search")}-${found.query.slice(0, 20)}.csv`,
      toCsv([head.map((key) => t(key)), ...rows]),
      "text/csv;charset=utf-8",
    );
  }

  return (
    <div className="with-side">
      <aside className="side" aria-label={t("search.facets")}>
        {active.length > 0 && (
          <p className="active">
            {active.map((name) => (
              <button
                type="button"
                className="drop-filter"
                key={name}
                aria-label={`${t("search.drop")}：${chosenLabel(name)}`}
                onClick={() => open({ [name]: "" })}
              >
                {chosenLabel(name)} <span aria-hidden="true">×</span>
              </button>
            ))}
          </p>
        )}
        <details className="side-fold" open={window.innerWidth > 820}>
          <summary>{t("search.facets")}</summary>
          {lists.map(
            ([name, values]) =>
              values.length > 0 &&
              !chosen[name] && (
                <details className="facet" key={name} open={name !== "topic" && name !== "kind"}>
                  <summary>{t(`facet.${name}`)}</summary>
                  <ul>
                    {values.slice(0, 12).map(([value, count, label]) => (
                      <li key={value}>
                        <button type="button" onClick={() => open({ [name]: value })}>
                          <span>{label ?? (name === "kind" ? worded(t, "passage", value) : value)}</span>
                          <span className="count">{count}</span>
                        </button>
                      </li>
                    ))}
                  </ul>
                </details>
              ),
          )}
        </details>
      </aside>
      <div className="results">
        <div className="results-head">
          <p role="status">
            {t("search.count", { n: hits.length })}
            {found.hits.length >= MOST && t("search.most", { n: MOST })}
          </p>
          {hits.length > 0 && <Button onClick={save}>{t("action.csv")}</Button>}
        </div>
        <UnderstoodLine found={found} />
        {hits.length === 0 ? (
          <Nothing title={t("search.none")}>
            <p>{active.length ? t("search.noneFilters") : t("search.noneWords")}</p>
          </Nothing>
        ) : (
          <ol className="hits">
            {hits.slice(0, shown).map((hit) => (
              <li key={hit.id}>
                <HitCard hit={hit} genre={genres.get(hit.document)} />
              </li>
            ))}
          </ol>
        )}
        {hits.length > shown && <Button onClick={() => setShown(shown + STEP)}>{t("action.more")}</Button>}
      </div>
    </div>
  );
}

function UnderstoodLine({ found }: { found: Found }) {
  const { t } = useWords();
  const { understood } = found;
  if (!understood) return null;
  const concepts = understood.concepts.filter((one) => one.weight >= 0.3).map((one) => one.label);
  return (
    <>
      {understood.filters.length > 0 && (
        <p className="quiet">
          {t("search.filters", { words: understood.filters.map((one) => one.value).join("、") })}
        </p>
      )}
      {concepts.length > 0 && (
        <p className="quiet">{t("search.concepts", { words: [...new Set(concepts)].join("、") })}</p>
      )}
      {understood.notes.map((note) => (
        <p className="note" key={note}>
          {note}
        </p>
      ))}
    </>
  );
}

function HitCard({ hit, genre }: { hit: Hit; genre: string | undefined }) {
  const { t } = useWords();
  const matched = hit.why?.matched ?? [];
  const retrievers = hit.why?.retrievers ?? [];
  return (
    <article className="hit">
      <p className="hit-head">
        <a href={quoteHref(hit)}>{hit.locator || hit.source_file}</a>
        <Badge>{worded(t, "passage", hit.kind)}</Badge>
        {hit.city && <Badge>{hit.city}</Badge>}
        {hit.year && <Badge>{hit.year}</Badge>}
        {genre && <Badge>{genre}</Badge>}
      </p>
      <p className="hit-title">{hit.title}</p>
      <p className="hit-text">
        <Marked text={hit.text} at={hit.highlights ?? []} />
      </p>
      {hit.departments.length > 0 && (
        <p className="task-line">
          <b>{t("task.departments")}</b> {hit.departments.join("、")}
        </p>
      )}
      {hit.duplicates && hit.duplicates.length > 0 && (
        <p className="quiet">{t("search.duplicates", { n: hit.duplicates.length })}</p>
      )}
      <details className="why">
        <summary>{t("search.why")}</summary>
        {matched.length > 0 && (
          <p>
            {t("search.matched")}
            {matched
              .map(
                (one) =>
                  `“${one.words}”（${one.by}${one.concept && one.concept !== one.words ? `：${one.concept}` : ""}）`,
              )
              .join("，")}
          </p>
        )}
        {retrievers.length > 0 && (
          <p>
            {t("search.ways")}
            {retrievers
              .map((one) => t("search.way", { name: worded(t, "way", one.name), rank: one.rank }))
              .join("，")}
          </p>
        )}
      </details>
    </article>
  );
}
