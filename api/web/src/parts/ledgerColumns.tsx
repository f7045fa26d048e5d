/** Which columns has the ledger: as a table, on a phone, and with its quarters as bars? */

import { QUARTERS, type LedgerRow } from "../pure/ledger";
import type { Say } from "../text";
import type { Column } from "./VirtualTable";

export function tableColumns(t: Say): Column<LedgerRow>[] {
  return [
    {
      key: "number",
      title: t("ledger.number"),
      width: 72,
      sort: "number",
      cell: (row) => row.task.number,
    },
    { key: "city", title: t("facet.city"), width: 76, sort: "city", cell: (row) => row.place },
    { key: "year", title: t("facet.year"), width: 68, sort: "year", cell: (row) => row.task.year },
    { key: "title", title: t("ledger.task"), sort: "title", cell: (row) => <TitleCell row={row} /> },
    {
      key: "department",
      title: t("facet.department"),
      width: 150,
      sort: "department",
      cell: (row) => row.departments.join("、"),
    },
    { key: "targets", title: t("task.targets"), width: 230, cell: (row) => row.targets.join("；") },
    {
      key: "due",
      title: t("task.limit"),
      width: 118,
      sort: "due",
      cell: (row) => row.limit || row.quarters.map((q) => t(`quarter.${q}`)).join("、"),
    },
  ];
}

/** On a phone a row is two cells, so that nothing has to be pushed sideways. */
export function phoneColumns(t: Say): Column<LedgerRow>[] {
  return [
    {
      key: "number",
      title: t("ledger.number"),
      width: 56,
      sort: "number",
      cell: (row) => row.task.number,
    },
    {
      key: "title",
      title: t("ledger.task"),
      width: 0,
      sort: "title",
      cell: (row) => (
        <>
          <span className="quiet">{[row.place, row.task.year, row.limit].filter(Boolean).join(" · ")}</span>
          <br />
          <TitleCell row={row} />
          {row.departments.length > 0 && <span className="quiet">（{row.departments.join("、")}）</span>}
        </>
      ),
    },
  ];
}

function TitleCell({ row }: { row: LedgerRow }) {
  return row.task.title ? (
    <>
      <b>{row.task.title}</b> {row.task.text}
    </>
  ) : (
    <>{row.task.text}</>
  );
}

export function ganttColumns(t: Say): Column<LedgerRow>[] {
  return [
    {
      key: "number",
      title: t("ledger.number"),
      width: 72,
      sort: "number",
      cell: (row) => row.task.number,
    },
    {
      key: "title",
      title: t("ledger.task"),
      width: 250,
      sort: "title",
      cell: (row) => (
        <>
          <b>{row.place}</b> {row.title}
        </>
      ),
    },
    {
      key: "department",
      title: t("facet.department"),
      width: 120,
      sort: "department",
      cell: (row) => row.departments.join("、"),
    },
    ...QUARTERS.map((quarter) => ({
      key: quarter,
      title: t(`quarter.${quarter}`),
      width: 150,
      cell: (row: LedgerRow) =>
        row.quarters.includes(quarter) ? (
          <span className="bar-step" title={row.steps[quarter] ?? row.limit}>
            {row.steps[quarter] ?? row.limit}
          </span>
        ) : null,
    })),
  ];
}
