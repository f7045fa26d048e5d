import { describe, expect, it } from "vitest";

import { countPoints, slicePoints, unitOffsets } from "./points";

describe("code points", () => {
  // 𠮷 and 😀 are two UTF-16 units each.
  it.each([
    ["组织部牵头", 0, 3, "组织部"],
    ["𠮷州市总工会", 0, 3, "𠮷州市"],
    ["a😀b", 2, 3, "b"],
    ["组织部", 1, 99, "织部"],
    ["组织部", -4, 1, "组"],
    ["", 0, 1, ""],
  ])("%s [%i:%i] is %s", (text, start, end, wanted) => {
    expect(slicePoints(text, start, end)).toBe(wanted);
  });

  it("counts characters, not units", () => {
    expect(countPoints("𠮷😀a")).toBe(3);
    expect(unitOffsets("𠮷😀a")(3)).toBe(5);
  });
});
