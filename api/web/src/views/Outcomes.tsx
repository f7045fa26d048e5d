/** 计划—落实: what was planned against what the summary reports, with both quotes. */

import { Button } from "antd";
import { useMemo, useState } from "react";

import { saveFrom, withParams } from "../api/client";
import type { Outcome } from "../api/types";
import { Badge, type Tone } from "../parts/Badge";
import { quoteHref } from "../parts/Evidence";
import { PageHead } from "../parts/PageHead";
import { Pick } from "../parts/Pick";
import { Failure, Nothing, Shown } from "../parts/States";
import { useGet } from "../state/load";
import { go, to, useRoute } from "../state/route";
import { useWords, worded } from "../text";

/** In the order of what to look at first. */
const STATUS: readonly (readonly [string, Tone])[] = [
  ["short", "red"],
  ["not reported", "orange"],
  ["reported", "blue"],
  ["done", "green"],
  ["exceeded", "green"],
  ["no report", "plain"],
];
const STEP = 30;

const colour = (status: string): Tone => STATUS.find(([name]) => name === status)?.[1] ?? "plain";

export default function Outcomes() {
  const { t } = useWords();
  const all = useGet<Outcome[]>("outcomes");
  return (
    <>
      <PageHead title={t("nav.outcomes")} about={t("outcomes.about")} />
      <Shown of={all}>
        {(data) =>
          data.length ? (
            <List all={data} />
          ) : (
            <Nothing title={t("outcomes.none")}>
              <p>{t("outcomes.noneAbout")}</p>
            </Nothing>
          )
        }
      </Shown>
    </>
  );
}

function List({ all }: { all: Outcome[] }) {
  const { t } = useWords();
  const { params } = useRoute();
  const [shown, setShown] = useState(STEP);
  const [failed, setFailed] = useState<Error | null>(null);
  const body = params.get("body") ?? "";
  const year = params.get("year") ?? "";
  const status = params.get("status") ?? "";
  const scoped = useMemo(
    () => all.filter((one) => (!body || one.body === body) && (!year || String(one.year) === year)),
    [all, body, year],
  );
  const kept = status ? scoped.filter((one) => one.status === status) : scoped;
  const counts = new Map(STATUS.map(([name]) => [name, scoped.filter((one) => one.status === name).length]));
  const notes = [...new Set(kept.filter((one) => one.status === "no report").map((one) => one.note))];
  const open = (changes: Record<string, string>) => {
    setShown(STEP);
    go(to("outcomes", { body, year, status, ...changes }), true);
  };
  const distinct = (values: string[]) =>
    [...new Set(values)]
      .filter(Boolean)
      .sort()
      .map((value) => ({ value, label: value }));
  const city = all.find((one) => one.body === body)?.city ?? "";
  return (
    <>
      <div className="filters">
        <Pick
          label={t("outcomes.body")}
          value={body}
          any={t("pick.all")}
          options={distinct(all.map((one) => one.body))}
          change={(value) => open({ body: value })}
        />
        <Pick
          label={t("facet.year")}
          value={year}
          any={t("pick.all")}
          options={distinct(all.map((one) => String(one.year ?? "")))}
          change={(value) => open({ year: value })}
        />
        <span className="filters-actions">
          {(["xlsx", "csv"] as const).map((format) => (
            <Button
              key={format}
              onClick={() =>
                saveFrom(withParams("outcomes", { city, year, format }), `outcomes.${format}`).catch(
                  setFailed,
                )
              }
            >
              {t(`action.${format}`)}
            </Button>
          ))}
        </span>
      </div>
      {failed && <Failure error={failed} />}
      <ul className="tally" aria-label={t("outcomes.tally")}>
        {STATUS.map(([name]) => (
          <li key={name}>
            <button
              type="button"
              aria-pressed={status === name}
              className={`tally-${colour(name)}`}
              disabled={!counts.get(name)}
              onClick={() => open({ status: status === name ? "" : name })}
            >
              <b>{counts.get(name)}</b>
              <span>{worded(t, "status", name)}</span>
            </button>
          </li>
        ))}
      </ul>
      {notes.map((note) => (
        <p className="note" key={note}>
          {note}
        </p>
      ))}
      <p role="status" className="quiet">
        {t("outcomes.count", { n: kept.length })}
      </p>
      <ul className="outcomes">
        {kept.slice(0, shown).map((one) => (
          <li key={one.task}>
            <OutcomeCard of={one} />
          </li>
        ))}
      </ul>
      {kept.length > shown && <Button onClick={() => setShown(shown + STEP)}>{t("action.more")}</Button>}
    </>
  );
}

function OutcomeCard({ of }: { of: Outcome }) {
  const { t } = useWords();
  return (
    <article className="outcome">
      <div className="outcome-side">
        <p className="side-label">{t("outcomes.planned")}</p>
        <p className="task-head">
          <a href={quoteHref(of)}>{of.locator}</a> <Badge>{of.body}</Badge>
          {of.year && <Badge>{of.year}</Badge>}
        </p>
        <p className="task-title">{of.title || of.text}</p>
        {of.title && <p className="task-text clamp-3">{of.text}</p>}
        {of.departments.length > 0 && (
          <p className="task-line">
            <b>{t("task.departments")}</b> {of.departments.join("、")}
          </p>
        )}
      </div>
      <div className="outcome-side">
        <p className="side-label">{t("outcomes.reported")}</p>
        <p>
          <Badge tone={colour(of.status)}>{worded(t, "status", of.status)}</Badge>
        </p>
        {of.reports.length ? (
          of.reports.slice(0, 3).map((report, k) => (
            <p key={k}>
              <a className="quote" href={quoteHref(report)}>
                “{report.text}” <span className="quiet">{report.locator}</span>
              </a>
            </p>
          ))
        ) : (
          <p className="quiet">{of.note || t("outcomes.silent")}</p>
        )}
      </div>
      {of.planned.length > 0 && (
        <div className="scroll-x outcome-targets" role="region" aria-label={t("task.targets")} tabIndex={0}>
          <table className="grid">
            <thead>
              <tr>
                <th scope="col">{t("outcomes.target")}</th>
                <th scope="col">{t("outcomes.plan")}</th>
                <th scope="col">{t("outcomes.report")}</th>
                <th scope="col">{t("outcomes.result")}</th>
              </tr>
            </thead>
            <tbody>
              {of.planned.map((one, k) => (
                <tr key={k}>
                  <td>
                    <a href={quoteHref(one.evidence)}>{one.text}</a>
                  </td>
                  <td>{one.shown}</td>
                  <td>{one.reported?.shown ?? "—"}</td>
                  <td>{worded(t, "status", one.status)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </article>
  );
}
