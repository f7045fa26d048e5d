/** 台账: every task of every document as one table, with quarters as bars and as a heat map. */

import { Button, Drawer, Input, Segmented } from "antd";
import { useMemo, useState } from "react";

import { saveAs, saveFrom, withParams } from "../api/client";
import type { Doc, Task } from "../api/types";
import { ganttColumns, phoneColumns, tableColumns } from "../parts/ledgerColumns";
import { LoadMap } from "../parts/LoadMap";
import { PageHead } from "../parts/PageHead";
import { Pick } from "../parts/Pick";
import { Failure, Nothing, Shown } from "../parts/States";
import { TaskCard } from "../parts/TaskCard";
import { VirtualTable, type Line } from "../parts/VirtualTable";
import { toIcs } from "../pure/ics";
import {
  deadlines,
  grouped,
  keeps,
  ledgerRow,
  QUARTERS,
  sorted,
  type Filter,
  type Grouping,
  type LedgerRow,
  type SortKey,
} from "../pure/ledger";
import { useNarrow } from "../state/narrow";
import { useGet } from "../state/load";
import { go, to, useRoute } from "../state/route";
import { useWords } from "../text";

type Shape = "table" | "gantt" | "load";

export default function Ledger() {
  const { t } = useWords();
  const tasks = useGet<Task[]>("tasks?limit=5000");
  return (
    <>
      <PageHead title={t("nav.ledger")} about={t("ledger.about")} />
      <Shown of={tasks}>
        {(data) =>
          data.length ? (
            <Tasks tasks={data} />
          ) : (
            <Nothing title={t("ledger.none")}>
              <a className="button-link" href={to("documents")}>
                {t("ask.addDocuments")}
              </a>
            </Nothing>
          )
        }
      </Shown>
    </>
  );
}

const FILTERS = ["words", "city", "year", "department", "quarter"] as const;

function Tasks({ tasks }: { tasks: Task[] }) {
  const { t } = useWords();
  const { params } = useRoute();
  const filter = useMemo(
    () => Object.fromEntries(FILTERS.map((name) => [name, params.get(name) ?? ""])) as unknown as Filter,
    [params],
  );
  const grouping = (params.get("group") ?? "none") as Grouping;
  const shape = (params.get("as") ?? "table") as Shape;
  const [sort, setSort] = useState<{ by: SortKey | null; down: boolean }>({ by: null, down: false });
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [opened, setOpened] = useState<LedgerRow | null>(null);
  const [failed, setFailed] = useState<Error | null>(null);
  const narrow = useNarrow();

  const documents = useGet<Doc[]>("documents");
  const rows = useMemo(() => {
    const places = new Map((documents.data ?? []).map((one) => [one.id, one.province ?? ""]));
    return tasks.map((task, order) => ledgerRow(task, order, places.get(task.document)));
  }, [tasks, documents.data]);
  const kept = useMemo(
    () =>
      sorted(
        rows.filter((row) => keeps(row, filter)),
        sort.by,
        sort.down,
      ),
    [rows, filter, sort],
  );
  const options = useMemo(() => {
    const distinct = (values: string[]) => {
      const table = new Map<string, number>();
      for (const value of values) if (value) table.set(value, (table.get(value) ?? 0) + 1);
      return [...table]
        .sort((a, b) => a[0].localeCompare(b[0], "zh-CN"))
        .map(([value, count]) => ({ value, label: value, count }));
    };
    return {
      city: distinct(rows.map((row) => row.place)),
      year: distinct(rows.map((row) => String(row.task.year ?? ""))),
      department: distinct(rows.flatMap((row) => row.departments)),
    };
  }, [rows]);

  function open(changes: Record<string, string>): void {
    go(
      to("ledger", {
        ...filter,
        group: grouping === "none" ? "" : grouping,
        as: shape === "table" ? "" : shape,
        ...changes,
      }),
      true,
    );
  }

  const lines = useMemo<Line<LedgerRow>[]>(() => {
    const groups = grouped(kept, grouping, t("ledger.noGroup"));
    if (grouping === "none") return kept.map((row) => ({ row }));
    return groups.flatMap((group) => [
      {
        heading: {
          heading: group.name,
          count: group.rows.length,
          open: !closed.has(group.name),
          toggle: () =>
            setClosed((before) => {
              const next = new Set(before);
              if (!next.delete(group.name)) next.add(group.name);
              return next;
            }),
        },
      },
      ...(closed.has(group.name) ? [] : group.rows.map((row) => ({ row }))),
    ]);
  }, [kept, grouping, closed, t]);

  function calendar(): void {
    const list = deadlines(kept).map(({ row, day, what }, k) => ({
      uid: `${row.task.id}-${day}-${k}@gonghui`,
      day,
      summary: `${row.departments.join("、")}${row.departments.length ? "：" : ""}${row.title.slice(0, 60)}`,
      description: `${what}\n${row.task.text}\n${row.task.locator ?? ""}`,
    }));
    saveAs(`${t("nav.ledger")}.ics`, toIcs(list, new Date()), "text/calendar;charset=utf-8");
  }

  function table(format: string): void {
    setFailed(null);
    const { city, year, department, quarter } = filter;
    saveFrom(withParams("tasks", { format, city, year, department, quarter }), `tasks.${format}`).catch(
      setFailed,
    );
  }

  const dated = useMemo(() => deadlines(kept).length, [kept]);
  const narrowed = FILTERS.some((name) => filter[name]);
  return (
    <>
      <div className="filters">
        <label className="pick pick-words">
          <span>{t("ledger.words")}</span>
          <Input allowClear value={filter.words} onChange={(event) => open({ words: event.target.value })} />
        </label>
        <Pick
          label={t("facet.city")}
          value={filter.city}
          any={t("pick.all")}
          options={options.city}
          change={(city) => open({ city })}
        />
        <Pick
          label={t("facet.year")}
          value={filter.year}
          any={t("pick.all")}
          options={options.year}
          change={(year) => open({ year })}
        />
        <Pick
          label={t("facet.department")}
          value={filter.department}
          any={t("pick.all")}
          options={options.department}
          change={(department) => open({ department })}
        />
        <Pick
          label={t("ledger.quarter")}
          value={filter.quarter}
          any={t("pick.all")}
          options={QUARTERS.map((q) => ({ value: q, label: t(`quarter.${q}`) }))}
          change={(quarter) => open({ quarter })}
        />
        <Pick
          label={t("ledger.group")}
          value={grouping}
          options={(["none", "department", "quarter", "city", "document"] as const).map((value) => ({
            value,
            label: t(`group.${value}`),
          }))}
          change={(group) => open({ group: group === "none" ? "" : group })}
        />
      </div>
      <div className="toolbar">
        <Segmented<Shape>
          value={shape}
          aria-label={t("ledger.shape")}
          options={(["table", "gantt", "load"] as const).map((value) => ({
            value,
            label: t(`shape.${value}`),
          }))}
          onChange={(value) => open({ as: value === "table" ? "" : value })}
        />
        <p role="status">{t("ledger.count", { n: kept.length, all: rows.length })}</p>
        {narrowed && (
          <Button
            type="link"
            onClick={() => open({ words: "", city: "", year: "", department: "", quarter: "" })}
          >
            {t("action.clear")}
          </Button>
        )}
        <span className="spring" />
        <Button onClick={() => table("xlsx")}>{t("action.xlsx")}</Button>
        <Button onClick={() => table("csv")}>{t("action.csv")}</Button>
        <Button onClick={calendar} disabled={!dated} title={t("ledger.icsAbout")}>
          {t("action.ics", { n: dated })}
        </Button>
      </div>
      {failed && <Failure error={failed} />}
      {kept.length === 0 ? (
        <Nothing title={t("ledger.noneKept")} />
      ) : shape === "load" ? (
        <LoadMap rows={kept} open={open} />
      ) : (
        <VirtualTable
          label={t("nav.ledger")}
          columns={shape === "gantt" ? ganttColumns(t) : narrow ? phoneColumns(t) : tableColumns(t)}
          lines={lines}
          rowKey={(row) => row.task.id}
          rowHeight={shape === "gantt" ? 76 : narrow ? 132 : 84}
          onRow={setOpened}
          openLabel={(row) => t("ledger.open", { title: `${row.task.number} ${row.title.slice(0, 40)}` })}
          sorting={{
            by: sort.by,
            down: sort.down,
            change: (by) => setSort({ by: by as SortKey, down: sort.by === by ? !sort.down : false }),
          }}
        />
      )}
      <Drawer
        open={opened !== null}
        onClose={() => setOpened(null)}
        size={Math.min(560, window.innerWidth)}
        title={opened?.task.locator ?? ""}
        closable={{ "aria-label": t("action.close") }}
      >
        {opened && <TaskCard task={opened.task} full />}
      </Drawer>
    </>
  );
}
