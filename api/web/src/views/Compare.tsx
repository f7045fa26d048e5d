/** 城市比较: chosen cities beside each other, topic by topic, with what is missing where; similar initiatives. */

import { Button } from "antd";
import { useState } from "react";

import { saveAs, saveFrom, withParams } from "../api/client";
import type { CompareCell, Compared, Facets } from "../api/types";
import { quoteHref } from "../parts/Evidence";
import { PageHead } from "../parts/PageHead";
import { Pick } from "../parts/Pick";
import { Similar } from "../parts/Similar";
import { Failure, Nothing, Shown } from "../parts/States";
import { toCsv } from "../pure/csv";
import { useEach, useGet } from "../state/load";
import { go, to, useRoute } from "../state/route";
import { useWords } from "../text";

export default function Compare() {
  const { t } = useWords();
  const { params } = useRoute();
  const facets = useGet<Facets>("facets");
  const cities = params.getAll("city");
  const topics = params.getAll("topic");
  const year = params.get("year") ?? "";
  const [failed, setFailed] = useState<Error | null>(null);
  const known = (facets.data?.cities ?? []).map((one) => String(one.value));
  // With nothing chosen the first cities stand there, so that there is something to see.
  const chosen = params.has("city") || params.has("none") ? cities : known.slice(0, 3);
  const enough = chosen.length >= 2;
  // The server compares one topic or all fields; several are several questions.
  const compared = useEach<Compared>(
    enough
      ? (topics.length ? topics : [""]).map((topic) => withParams("compare", { city: chosen, topic, year }))
      : [],
  );

  function open(changes: { city?: string[]; topic?: string[]; year?: string }): void {
    const city = changes.city ?? chosen;
    go(
      to("compare", {
        topic: topics,
        year,
        name: params.get("name"),
        ...changes,
        city,
        none: city.length ? null : 1,
      }),
      true,
    );
  }

  return (
    <>
      <PageHead title={t("nav.compare")} about={t("compare.about")} />
      <div className="filters">
        <fieldset className="choose">
          <legend>{t("compare.cities")}</legend>
          {known.map((city) => {
            const on = chosen.includes(city);
            return (
              <button
                type="button"
                key={city}
                aria-pressed={on}
                onClick={() =>
                  open({
                    city: on ? chosen.filter((one) => one !== city) : [...chosen, city],
                  })
                }
              >
                {city}
              </button>
            );
          })}
        </fieldset>
        <Pick
          label={t("facet.topic")}
          value=""
          any={topics.length ? t("compare.addTopic") : t("compare.allTopics")}
          options={(facets.data?.topics ?? [])
            .filter((one) => !topics.includes(String(one.value)))
            .map((one) => ({
              value: String(one.value),
              label: String(one.value),
              count: one.count,
            }))}
          change={(value) => value && open({ topic: [...topics, value] })}
        />
        <Pick
          label={t("facet.year")}
          value={year}
          any={t("pick.all")}
          options={(facets.data?.years ?? []).map((one) => ({
            value: String(one.value),
            label: String(one.value),
          }))}
          change={(value) => open({ year: value })}
        />
        {enough && (
          <span className="filters-actions">
            {topics.length < 2 && (
              <Button
                onClick={() =>
                  saveFrom(
                    withParams("compare", {
                      city: chosen,
                      topic: topics,
                      year,
                      format: "xlsx",
                    }),
                    "compare.xlsx",
                  ).catch(setFailed)
                }
              >
                {t("action.xlsx")}
              </Button>
            )}
            <Button
              disabled={!compared.data}
              onClick={() =>
                compared.data &&
                saveAs(
                  `${t("nav.compare")}.csv`,
                  comparedCsv(merged(compared.data), t("facet.topic")),
                  "text/csv;charset=utf-8",
                )
              }
            >
              {t("action.csv")}
            </Button>
          </span>
        )}
      </div>
      {topics.length > 0 && (
        <p className="active">
          {topics.map((topic) => (
            <button
              type="button"
              className="drop-filter"
              key={topic}
              aria-label={`${t("search.drop")}：${topic}`}
              onClick={() => open({ topic: topics.filter((one) => one !== topic) })}
            >
              {topic} <span aria-hidden="true">×</span>
            </button>
          ))}
        </p>
      )}
      {failed && <Failure error={failed} />}
      {facets.error && <Failure error={facets.error} again={facets.again} />}
      {facets.data && chosen.length < 2 && (
        <Nothing title={known.length < 2 ? t("compare.tooFew") : t("compare.choose")} />
      )}
      {enough && <Shown of={compared}>{(data) => <Table compared={merged(data)} />}</Shown>}
      <Similar />
    </>
  );
}

/** Several comparisons of the same cities as one; a topic that is in two of them stands once. */
function merged(all: readonly Compared[]): Compared {
  const [first, ...rest] = all as [Compared, ...Compared[]];
  const topics = new Map(all.flatMap((one) => one.topics).map((row) => [row.id, row]));
  return rest.length
    ? { ...first, topics: [...topics.values()], notes: [...new Set(all.flatMap((one) => one.notes))] }
    : first;
}

function comparedCsv(compared: Compared, topic: string): string {
  const cell = (row: Compared["topics"][number], city: string): string => {
    const held = row.cells[city];
    if (!held?.tasks.length) return row.gaps.find((gap) => gap.city === city)?.text ?? "";
    return held.tasks.map((task) => `${task.title}（${task.locator}）`).join("\n");
  };
  return toCsv([
    [topic, ...compared.cities],
    ...compared.topics.map((row) => [row.label, ...compared.cities.map((city) => cell(row, city))]),
  ]);
}

function Table({ compared }: { compared: Compared }) {
  const { t } = useWords();
  if (!compared.topics.length) return <Nothing title={t("compare.none")} />;
  return (
    <>
      {compared.notes.map((note) => (
        <p className="note" key={note}>
          {note}
        </p>
      ))}
      <div className="scroll-x" role="region" aria-label={t("nav.compare")} tabIndex={0}>
        <table className="grid compare">
          <thead>
            <tr>
              <th scope="col">{t("facet.topic")}</th>
              {compared.cities.map((city) => (
                <th scope="col" key={city}>
                  {city}{" "}
                  <span className="quiet">
                    {t("compare.documents", { n: compared.documents[city]?.length ?? 0 })}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {compared.topics.map((row) => (
              <tr key={row.id}>
                <th scope="row">{row.label}</th>
                {compared.cities.map((city) => {
                  const cell = row.cells[city];
                  const gap = row.gaps.find((one) => one.city === city);
                  return (
                    <td key={city} data-city={city} className={gap ? "gap" : undefined}>
                      {cell && cell.tasks.length > 0 ? (
                        <Cell cell={cell} />
                      ) : (
                        <p className="gap-text">{gap?.text ?? t("compare.gap")}</p>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

const FIRST = 3;

function Cell({ cell }: { cell: CompareCell }) {
  const { t } = useWords();
  const [all, setAll] = useState(false);
  return (
    <>
      <ul className="plain">
        {(all ? cell.tasks : cell.tasks.slice(0, FIRST)).map((task) => (
          <li key={task.id}>
            <a href={quoteHref(task)} title={task.quote}>
              {task.title}
            </a>
            {task.year && <span className="quiet"> {task.year}</span>}
          </li>
        ))}
      </ul>
      {cell.tasks.length > FIRST && (
        <button type="button" className="more" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t("action.less") : t("action.all", { n: cell.tasks.length })}
        </button>
      )}
      {cell.departments.length > 0 && (
        <p className="task-line">
          <b>{t("task.departments")}</b> {cell.departments.map((one) => one.name).join("、")}
        </p>
      )}
      {cell.initiatives.length > 0 && (
        <p className="task-line">
          <b>{t("task.initiatives")}</b>{" "}
          {cell.initiatives.slice(0, all ? undefined : 4).map((one, k) => (
            <span key={k}>
              {k > 0 && "、"}
              <a href={quoteHref(one)}>{one.name}</a>
            </span>
          ))}
        </p>
      )}
      {cell.indicators.length > 0 && (
        <p className="task-line">
          <b>{t("task.targets")}</b>{" "}
          {cell.indicators.slice(0, all ? undefined : 3).map((one, k) => (
            <span key={k}>
              {k > 0 && "；"}
              <a href={quoteHref(one)}>{one.text}</a>
            </span>
          ))}
        </p>
      )}
    </>
  );
}
