import { describe, expect, it } from "vitest";

import { folded, toIcs } from "./ics";

const stamp = new Date("2024-01-02T03:04:05Z");

describe("calendar", () => {
  const text = toIcs(
    [{ uid: "t1", day: "2024-02-29", summary: "组织部：建站, 3个; 完", description: "一\n二\\三" }],
    stamp,
  );

  it.each([
    "DTSTAMP:20240102T030405Z",
    "DTSTART;VALUE=DATE:20240229",
    "DTEND;VALUE=DATE:20240301",
    "SUMMARY:组织部：建站\\, 3个\\; 完",
    "DESCRIPTION:一\\n二\\\\三",
  ])("has %s", (line) => {
    expect(text.split("\r\n")).toContain(line);
  });

  it("begins and ends as RFC 5545 says", () => {
    expect(text.startsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")).toBe(true);
    expect(text.endsWith("END:VEVENT\r\nEND:VCALENDAR\r\n")).toBe(true);
  });
});

it("folds at 75 octets without cutting a character", () => {
  const line = `SUMMARY:${"推进职工服务阵地建设😀".repeat(12)}`;
  const parts = folded(line).split("\r\n");
  expect(parts.length).toBeGreaterThan(3);
  for (const part of parts) expect(new TextEncoder().encode(part).length).toBeLessThanOrEqual(75);
  expect(parts.slice(1).every((part) => part.startsWith(" "))).toBe(true);
  expect(parts.map((part, k) => (k ? part.slice(1) : part)).join("")).toBe(line);
});
