import { expect, it } from "vitest";

import { dueDay, quarterEnd, quarterOf } from "./deadlines";

it.each([
  ["2023年6月底前", 2022, "2023-06-30"],
  ["6月20日前", 2024, "2024-06-20"],
  ["2024年2月底", null, "2024-02-29"],
  ["9月上旬", 2023, "2023-09-10"],
  ["10月中旬", 2023, "2023-10-20"],
  ["11月下旬", 2023, "2023-11-30"],
  ["十二月底前", 2023, "2023-12-31"],
  ["第三季度", 2023, "2023-09-30"],
  ["二季度末", 2023, "2023-06-30"],
  ["上半年", 2023, "2023-06-30"],
  ["年底前完成", 2023, "2023-12-31"],
  ["3月至5月", 2023, "2023-05-31"],
  ["2023年10月—2024年3月", 2023, "2024-03-31"],
  ["２０２４年１月", 2023, "2024-01-31"],
  ["次年1月15日前", 2023, "2024-01-15"],
  ["2025年", null, "2025-12-31"],
  // Not a day: it repeats, or no year is known, or there is no such day.
  ["每月5日前", 2023, null],
  ["长期坚持", 2023, null],
  ["6月底前", null, null],
  ["2月30日前", 2023, null],
  ["及时", 2023, null],
  [null, 2023, null],
])("%s in a plan of %s is due on %s", (words, year, wanted) => {
  expect(dueDay(words, year)).toBe(wanted);
});

it.each([
  ["2023-03-31", "Q1"],
  ["2023-04-01", "Q2"],
  ["2023-12-31", "Q4"],
])("%s lies in %s", (day, wanted) => {
  expect(quarterOf(day)).toBe(wanted);
});

it("ends a quarter on its last day", () => {
  expect(quarterEnd(2024, "Q1")).toBe("2024-03-31");
  expect(quarterEnd(2024, "全年")).toBeNull();
});
