/** How is a table written as CSV that Excel opens in Chinese? RFC 4180, with a byte order mark. */

export type Cell = string | number | null | undefined;

// A cell that a spreadsheet would run as a formula is led by an apostrophe (OWASP, CSV Injection).
const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^-?\d+(\.\d+)?$/;

function cell(value: Cell): string {
  if (value === null || value === undefined) return "";
  let words = String(value);
  if (FORMULA.test(words) && !NUMBER.test(words)) words = `'${words}`;
  return /[",\r\n]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words;
}

/** Rows as CSV text, lines ended by CRLF. */
export function toCsv(rows: readonly (readonly Cell[])[]): string {
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}
