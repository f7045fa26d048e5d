/** What does the ledger table show of tasks: rows, filters, groups, and who is loaded when? */

import type { Task } from "../api/types";
import { dueDay, quarterEnd, quarterOf } from "./deadlines";

export const QUARTERS = ["Q1", "Q2", "Q3", "Q4"] as const;
export type Quarter = (typeof QUARTERS)[number];
export type Grouping = "none" | "department" | "quarter" | "city" | "document";
export type SortKey = "city" | "year" | "number" | "title" | "department" | "due";

export interface LedgerRow {
  task: Task;
  title: string;
  departments: string[];
  /** Quarter → what is to be done in it, as the ledger writes it. */
  steps: Record<string, string>;
  quarters: Quarter[];
  /** The time limit as written, and its last day where it can be told. */
  limit: string;
  due: string | null;
  targets: string[];
  place: string;
  /** Where it stands in the list that came, to sort by document order. */
  order: number;
}

export interface Filter {
  words: string;
  city: string;
  year: string;
  department: string;
  quarter: string;
}

/** `place` is the document's province or county, for tasks that are no city's. */
export function ledgerRow(task: Task, order: number, place = ""): LedgerRow {
  const steps: Record<string, string> = {};
  const limits: string[] = [];
  for (const row of task.rows) {
    for (const step of row.schedule) {
      const before = steps[step.quarter];
      steps[step.quarter] = before ? `${before}\n${step.text}` : step.text;
    }
    if (row.deadline && !limits.includes(row.deadline)) limits.push(row.deadline);
  }
  const days = limits.map((limit) => dueDay(limit, task.year)).filter((day): day is string => day !== null);
  const quarters = new Set(Object.keys(steps).filter((q) => (QUARTERS as readonly string[]).includes(q)));
  for (const day of days) quarters.add(quarterOf(day));
  return {
    task,
    title: task.title || task.text,
    departments: task.departments,
    steps,
    quarters: QUARTERS.filter((q) => quarters.has(q)),
    limit: limits.join("；"),
    due: days.sort().at(-1) ?? null,
    targets: task.indicators.map((one) => one.text),
    place: task.city ?? place,
    order,
  };
}

export function keeps(row: LedgerRow, filter: Filter): boolean {
  const { task } = row;
  if (filter.city && row.place !== filter.city) return false;
  if (filter.year && String(task.year ?? "") !== filter.year) return false;
  if (filter.department && !row.departments.includes(filter.department)) return false;
  if (filter.quarter && !(row.quarters as string[]).includes(filter.quarter)) return false;
  if (!filter.words) return true;
  const all = [
    task.number,
    row.title,
    task.text,
    task.locator,
    row.limit,
    ...row.departments,
    ...row.targets,
    ...Object.values(row.steps),
  ]
    .join("\n")
    .toLowerCase();
  return filter.words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}

const collator = new Intl.Collator("zh-CN", { numeric: true });

export function sorted(rows: readonly LedgerRow[], by: SortKey | null, down: boolean): LedgerRow[] {
  if (!by) return [...rows];
  const key = (row: LedgerRow): string => {
    if (by === "city") return row.place;
    if (by === "year") return String(row.task.year ?? "");
    if (by === "title") return row.title;
    if (by === "department") return row.departments.join("、");
    if (by === "due") return row.due ?? "";
    return "";
  };
  const out = [...rows].sort((a, b) => {
    if (by === "number") return a.order - b.order;
    const [left, right] = [key(a), key(b)];
    // What is not said stands last, both ways.
    if (!left || !right) return left === right ? a.order - b.order : (left ? -1 : 1) * (down ? -1 : 1);
    return collator.compare(left, right) || a.order - b.order;
  });
  return down ? out.reverse() : out;
}

export interface Group {
  name: string;
  rows: LedgerRow[];
}

/** A task of several departments or quarters stands in each of their groups; what has none is last, named `none`. */
export function grouped(rows: readonly LedgerRow[], by: Grouping, none: string): Group[] {
  if (by === "none") return [{ name: "", rows: [...rows] }];
  const groups = new Map<string, LedgerRow[]>();
  for (const row of rows) {
    const names =
      by === "department"
        ? row.departments
        : by === "quarter"
          ? row.quarters
          : by === "city"
            ? [row.place].filter(Boolean)
            : [row.task.source_file];
    for (const name of names.length ? names : [none]) {
      const held = groups.get(name);
      if (held) held.push(row);
      else groups.set(name, [row]);
    }
  }
  return [...groups]
    .map(([name, held]) => ({ name, rows: held }))
    .sort((a, b) => Number(a.name === none) - Number(b.name === none) || collator.compare(a.name, b.name));
}

export interface Load {
  department: string;
  counts: Record<string, number>;
  total: number;
}

/** Department × quarter: how many tasks each has due or stepped in each quarter; the busiest first. */
export function loads(rows: readonly LedgerRow[]): Load[] {
  const table = new Map<string, Load>();
  for (const row of rows)
    for (const department of row.departments) {
      const load = table.get(department) ?? { department, counts: {}, total: 0 };
      for (const quarter of row.quarters) load.counts[quarter] = (load.counts[quarter] ?? 0) + 1;
      load.total += 1;
      table.set(department, load);
    }
  return [...table.values()].sort(
    (a, b) => b.total - a.total || collator.compare(a.department, b.department),
  );
}

/** Calendar entries: the time limit where one is written, else the end of each quarter that has a step. */
export function deadlines(rows: readonly LedgerRow[]): { row: LedgerRow; day: string; what: string }[] {
  const out: { row: LedgerRow; day: string; what: string }[] = [];
  for (const row of rows) {
    if (row.due) out.push({ row, day: row.due, what: row.limit });
    const year = row.task.year;
    if (year === null) continue;
    for (const [quarter, what] of Object.entries(row.steps)) {
      const day = quarterEnd(year, quarter);
      if (day) out.push({ row, day, what });
    }
  }
  return out;
}
