import { describe, expect, it } from "vitest";

import type { Task } from "../api/types";
import { deadlines, grouped, keeps, ledgerRow, loads, sorted, type Filter } from "./ledger";

function task(number: string, more: Partial<Task> = {}): Task {
  return {
    id: `task:${number}`,
    source_file: "a.txt",
    document: "doc:a",
    number,
    section: null,
    title: null,
    text: `办好第${number}件事`,
    departments: [],
    rows: [],
    policies: [],
    initiatives: [],
    indicators: [],
    city: "云州",
    year: 2023,
    start: 0,
    end: 1,
    ...more,
  };
}

const rows = [
  task("1", {
    departments: ["组织部", "财务部"],
    rows: [
      {
        schedule: [
          { quarter: "Q1", text: "摸底" },
          { quarter: "Q3", text: "总结" },
        ],
        deliverable: null,
        departments: [],
      },
      { schedule: [{ quarter: "Q1", text: "定人" }], deliverable: null, departments: [] },
    ],
  }),
  task("2", {
    departments: ["组织部"],
    city: "临江",
    rows: [{ schedule: [], deliverable: null, departments: [], deadline: "6月底前" }],
  }),
  task("10", { year: null, city: null }),
].map((one, k) => ledgerRow(one, k));

const none: Filter = { words: "", city: "", year: "", department: "", quarter: "" };

describe("a row", () => {
  it("gathers the steps of all rows by quarter", () => {
    expect(rows[0]?.steps).toEqual({ Q1: "摸底\n定人", Q3: "总结" });
    expect(rows[0]?.quarters).toEqual(["Q1", "Q3"]);
  });
  it("has the day and quarter of its time limit", () => {
    expect([rows[1]?.due, rows[1]?.quarters]).toEqual(["2023-06-30", ["Q2"]]);
  });
  it("stands where its document is, when it is no city's", () => {
    expect(ledgerRow(task("3", { city: null }), 0, "云川").place).toBe("云川");
  });
});

it.each([
  [{ city: "临江" }, ["2"]],
  [{ department: "组织部" }, ["1", "2"]],
  [{ quarter: "Q2" }, ["2"]],
  [{ year: "2023" }, ["1", "2"]],
  [{ words: "组织部 摸底" }, ["1"]],
  [{ words: "没有的词" }, []],
])("keeps %j", (filter, wanted) => {
  expect(rows.filter((row) => keeps(row, { ...none, ...filter })).map((row) => row.task.number)).toEqual(
    wanted,
  );
});

it.each([
  ["city", false, ["2", "1", "10"]],
  ["city", true, ["1", "2", "10"]],
  ["due", false, ["2", "1", "10"]],
  ["number", true, ["10", "2", "1"]],
  [null, false, ["1", "2", "10"]],
] as const)("sorts by %s, down %s; what is not said stands last", (by, down, wanted) => {
  expect(sorted(rows, by, down).map((row) => row.task.number)).toEqual(wanted);
});

it("groups by department, a shared task in each, the rest last", () => {
  const groups = grouped(rows, "department", "未写明");
  expect(groups.map((one) => [one.name, one.rows.map((row) => row.task.number)])).toEqual([
    ["财务部", ["1"]],
    ["组织部", ["1", "2"]],
    ["未写明", ["10"]],
  ]);
});

it("counts the load of each department and quarter", () => {
  expect(loads(rows)).toEqual([
    { department: "组织部", counts: { Q1: 1, Q2: 1, Q3: 1 }, total: 2 },
    { department: "财务部", counts: { Q1: 1, Q3: 1 }, total: 1 },
  ]);
});

it("turns limits and quarters into days", () => {
  expect(deadlines(rows).map((one) => [one.row.task.number, one.day])).toEqual([
    ["1", "2023-03-31"],
    ["1", "2023-09-30"],
    ["2", "2023-06-30"],
  ]);
});
