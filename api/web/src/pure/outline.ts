/** Where in the text does each heading of the outline stand? */

import type { Section } from "../api/types";

export interface OutlineItem {
  number: string;
  title: string;
  depth: number;
  /** Code point in the text; null where the heading was not found. */
  at: number | null;
}

/** Headings in order, each looked for after the one before; line breaks and spaces inside a heading do not matter. */
export function outline(sections: readonly Section[], text: string): OutlineItem[] {
  const places: number[] = [];
  let plain = "";
  let point = 0;
  for (const character of text) {
    if (!/\s/.test(character)) {
      plain += character;
      for (let unit = 0; unit < character.length; unit += 1) places.push(point);
    }
    point += 1;
  }
  const out: OutlineItem[] = [];
  let from = 0;
  const walk = (list: readonly Section[], depth: number): void => {
    for (const section of list) {
      const title = (section.title ?? "").replace(/\s/g, "");
      const number = (section.number ?? "").replace(/\s/g, "");
      let found = -1;
      let length = 0;
      for (const words of [`${number}、${title}`, `${number}.${title}`, number + title, title]) {
        if (!title && !number) break;
        found = plain.indexOf(words, from);
        length = words.length;
        if (found >= 0) break;
      }
      out.push({
        number: section.number ?? "",
        title: section.title ?? "",
        depth,
        at: found >= 0 ? (places[found] ?? null) : null,
      });
      if (found >= 0) from = found + length;
      walk(section.children, depth + 1);
    }
  };
  walk(sections, 0);
  return out;
}
