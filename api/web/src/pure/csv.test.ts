import { expect, it } from "vitest";

import { toCsv } from "./csv";

it.each([
  [[["a", 1, null]], "a,1,\r\n"],
  [[['说"明"', "一,二", "上\n下"]], '"说""明""","一,二","上\n下"\r\n'],
  // What a spreadsheet would run as a formula is made text; a negative number stays one.
  [[["=1+1", "+86", "-3", "@x", "-3a"]], "'=1+1,'+86,-3,'@x,'-3a\r\n"],
])("writes %j", (rows, wanted) => {
  expect(toCsv(rows)).toBe(`\ufeff${wanted}`);
});
