import { expect, it } from "vitest";

import { kindsInWords } from "./kinds";

it.each([
  [[".docx", ".DOC", ".pdf"], ["kinds.word", "kinds.page"], []],
  [[".tar.gz", ".eml"], ["kinds.archive"], ["eml"]],
  [[], [], []],
])("%j", (endings, families, others) => {
  expect(kindsInWords(endings)).toEqual({ families, others });
});
