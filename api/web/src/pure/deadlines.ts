/** By which day is a task due, where the document says so? Written time limits of ledgers to calendar days. */

const CHINESE_DIGITS: Record<string, number> = {
  一: 1,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
  十一: 11,
  十二: 12,
};

function numberOf(words: string): number {
  const plain = words.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
  return CHINESE_DIGITS[plain] ?? Number(plain);
}

function iso(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day)
    return null;
  return date.toISOString().slice(0, 10);
}

const lastOf = (year: number, month: number): string | null =>
  iso(year, month, new Date(Date.UTC(year, month, 0)).getUTCDate());

const N = "[0-9０-９]{1,2}|十[一二]?|[一二三四五六七八九]";

/** Patterns from the most exact to the least, with an example of each. */
const RULES: {
  pattern: RegExp;
  example: string;
  day: (year: number, m: RegExpMatchArray) => string | null;
}[] = [
  {
    pattern: new RegExp(`(${N})月([0-9０-９]{1,2}|[一二三]?十?[一二三四五六七八九]?)日`),
    example: "2023年6月20日前",
    day: (y, m) => iso(y, numberOf(m[1] ?? ""), numberOf(m[2] ?? "")),
  },
  {
    pattern: new RegExp(`(${N})月上旬`),
    example: "5月上旬",
    day: (y, m) => iso(y, numberOf(m[1] ?? ""), 10),
  },
  {
    pattern: new RegExp(`(${N})月中旬`),
    example: "5月中旬",
    day: (y, m) => iso(y, numberOf(m[1] ?? ""), 20),
  },
  {
    pattern: new RegExp(`(${N})月`),
    example: "9月底前；10月下旬；6月",
    day: (y, m) => lastOf(y, numberOf(m[1] ?? "")),
  },
  {
    pattern: /(?:第)?([一二三四1234])季度/,
    example: "第三季度末",
    day: (y, m) => lastOf(y, numberOf(m[1] ?? "") * 3),
  },
  { pattern: /上半年/, example: "上半年", day: (y) => lastOf(y, 6) },
  { pattern: /下半年|年底|年末|年内|全年|本年度|当年/, example: "年底前", day: (y) => lastOf(y, 12) },
];

/**
 * The last day that a time limit allows, as ISO day; null for none or for one that repeats (每月, 长期).
 * `year` is the plan's year, for limits that do not name one.
 */
export function dueDay(words: string | null | undefined, year: number | null): string | null {
  if (!words || /每|长期|持续|常态|适时/.test(words)) return null;
  const named = [...words.matchAll(/([12１２][0-9０-９]{3})年/g)].at(-1);
  const next = /次年|翌年|下一?年度?(?!半)/.test(words) ? 1 : 0;
  const inYear = named ? numberOf(named[1] ?? "") : year === null ? null : year + next;
  if (inYear === null || Number.isNaN(inYear)) return null;
  const limit = words.split(/[—–~～至到]|-(?=\d)/).at(-1) ?? words;
  for (const text of [limit, words])
    for (const rule of RULES) {
      const match = text.match(rule.pattern);
      if (match) return rule.day(inYear, match);
    }
  return named ? lastOf(inYear, 12) : null;
}

/** Q1 … Q4 of an ISO day. */
export function quarterOf(day: string): string {
  return `Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}

/** The last day of a quarter (Q1 … Q4). */
export function quarterEnd(year: number, quarter: string): string | null {
  const number = Number(quarter.replace(/\D/g, ""));
  return number >= 1 && number <= 4 ? lastOf(year, number * 3) : null;
}
