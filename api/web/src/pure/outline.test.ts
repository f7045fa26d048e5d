import { expect, it } from "vitest";

import type { Section } from "../api/types";
import { outline } from "./outline";

const section = (number: string, title: string, children: Section[] = []): Section => ({
  number,
  title,
  children,
});

it("finds headings in order, through line breaks, and twice the same words", () => {
  const text = "关于𠮷州的方案\n一、总体\n要求\n（一）目标\n二、措施\n（一）目标\n";
  const items = outline(
    [
      section("一", "总体要求", [section("（一）", "目标")]),
      section("二", "措施", [section("（一）", "目标")]),
    ],
    text,
  );
  expect(items.map((item) => [item.title, item.depth, item.at])).toEqual([
    ["总体要求", 0, text.indexOf("一、") - 1],
    ["目标", 1, text.indexOf("（一）") - 1],
    ["措施", 0, text.indexOf("二、") - 1],
    ["目标", 1, text.lastIndexOf("（一）") - 1],
  ]);
});

it("says where a heading is not in the text", () => {
  expect(outline([section("三", "没有的标题")], "一、别的").map((item) => item.at)).toEqual([null]);
});
