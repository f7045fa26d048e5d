import { describe, expect, it } from "vitest";

import { markedLines, segments } from "./segments";

const mark = (start: number, end: number, name = "") => ({ start, end, name });

describe("segments", () => {
  it.each([
    [
      "nested",
      "由组织部牵头办理",
      [mark(0, 8, "task"), mark(1, 4, "department")],
      ["由:task", "组织部:task department", "牵头办理:task"],
    ],
    ["overlapping", "abcdef", [mark(0, 4, "x"), mark(2, 6, "y")], ["ab:x", "cd:x y", "ef:y"]],
    ["none", "abc", [], ["abc:"]],
    ["empty and outside", "abc", [mark(1, 1, "x"), mark(7, 9, "y")], ["abc:"]],
    ["beyond the basic plane", "𠮷州组织部", [mark(2, 5, "d")], ["𠮷州:", "组织部:d"]],
  ])("%s", (_, text, marks, wanted) => {
    const parts = segments(text, marks);
    expect(parts.map((one) => `${one.text}:${one.marks.map((m) => m.name).join(" ")}`)).toEqual(wanted);
    expect(parts.map((one) => one.text).join("")).toBe(text);
  });

  it("puts the longest first, so that the last is the innermost", () => {
    const [part] = segments("abc", [mark(0, 1, "in"), mark(0, 3, "out")]);
    expect(part?.marks.map((m) => m.name)).toEqual(["out", "in"]);
  });
});

describe("marked lines", () => {
  const text = "第一行𠮷\n\n组织部负责\n完";

  it("keeps offsets through line breaks and wide characters", () => {
    const lines = markedLines(text, [mark(6, 9, "department")]);
    expect(lines.map((line) => [line.start, line.end])).toEqual([
      [0, 4],
      [5, 5],
      [6, 11],
      [12, 13],
    ]);
    expect(lines[2]?.segments.map((one) => [one.text, one.marks.length])).toEqual([
      ["组织部", 1],
      ["负责", 0],
    ]);
  });

  it("carries a mark over several lines and lets it end", () => {
    const lines = markedLines(text, [mark(2, 8, "task")]);
    const marked = lines.map((line) =>
      line.segments
        .filter((one) => one.marks.length)
        .map((one) => one.text)
        .join(""),
    );
    expect(marked).toEqual(["行𠮷", "", "组织", ""]);
  });

  it("gives the whole text back", () => {
    const lines = markedLines(text, [mark(0, 13, "a"), mark(7, 12, "b")]);
    expect(lines.map((line) => line.segments.map((one) => one.text).join("")).join("\n")).toBe(text);
  });
});
