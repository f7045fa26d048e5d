/** Which kinds of files can be added, in words an office knows? */

import type { Key } from "../text";

/** Family → its file endings; an ending of no family is shown as it is. */
const FAMILIES: readonly (readonly [Key, readonly string[]])[] = [
  ["kinds.word", ["doc", "docm", "docx", "odt", "rtf", "wps"]],
  ["kinds.table", ["xls", "xlsx", "xlsm", "ods", "et", "csv"]],
  ["kinds.page", ["pdf", "ofd"]],
  ["kinds.text", ["txt", "text", "md", "markdown"]],
  ["kinds.web", ["htm", "html", "shtml", "xhtml", "mht", "mhtml"]],
  ["kinds.picture", ["png", "jpg", "jpeg", "jfif", "bmp", "tif", "tiff"]],
  ["kinds.archive", ["zip", "7z", "rar", "tar", "tgz", "tar.gz"]],
];

/** Families that the server takes, and endings that belong to none. */
export function kindsInWords(endings: readonly string[]): { families: Key[]; others: string[] } {
  const plain = endings.map((one) => one.replace(/^\./, "").toLowerCase());
  const families = FAMILIES.filter(([, own]) => own.some((one) => plain.includes(one))).map(([key]) => key);
  const known = new Set(FAMILIES.flatMap(([, own]) => own));
  return { families, others: plain.filter((one) => !known.has(one)) };
}
