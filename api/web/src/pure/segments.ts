/** How is a text cut where marks begin and end, so that marks may overlap and nest? */

import { countPoints, unitOffsets } from "./points";

export interface Span {
  start: number;
  end: number;
}

/** A stretch of text under the same marks; `marks` longest first, so the last is the innermost. */
export interface Segment<M extends Span> {
  text: string;
  start: number;
  end: number;
  marks: M[];
}

/**
 * Cuts text[from:to] at every mark border. Offsets are code points in the whole text, half-open.
 * Empty marks and marks outside are left out. The segments joined give text[from:to] again.
 */
export function segments<M extends Span>(
  text: string,
  marks: readonly M[],
  from = 0,
  to?: number,
): Segment<M>[] {
  const at = unitOffsets(text);
  return cut(text, at, marks, from, to ?? countPoints(text));
}

function cut<M extends Span>(
  text: string,
  at: (point: number) => number,
  marks: readonly M[],
  from: number,
  to: number,
): Segment<M>[] {
  const inside = marks.filter((m) => m.end > m.start && m.start < to && m.end > from);
  const borders = new Set<number>([from, to]);
  for (const mark of inside) {
    borders.add(Math.max(from, mark.start));
    borders.add(Math.min(to, mark.end));
  }
  const sorted = [...borders].sort((a, b) => a - b);
  const out: Segment<M>[] = [];
  for (let i = 0; i + 1 < sorted.length; i += 1) {
    const start = sorted[i] as number;
    const end = sorted[i + 1] as number;
    const over = inside.filter((m) => m.start <= start && m.end >= end);
    over.sort((a, b) => b.end - b.start - (a.end - a.start));
    out.push({ text: text.slice(at(start), at(end)), start, end, marks: over });
  }
  return out;
}

/** A line of the text with the segments in it; `start` and `end` are code points, without the line break. */
export interface Line<M extends Span> {
  start: number;
  end: number;
  segments: Segment<M>[];
}

/** The text line by line, each cut at its marks. One pass over sorted marks, so long documents stay cheap. */
export function markedLines<M extends Span>(text: string, marks: readonly M[]): Line<M>[] {
  const at = unitOffsets(text);
  const sorted = [...marks].sort((a, b) => a.start - b.start);
  const lines: Line<M>[] = [];
  let open: M[] = [];
  let next = 0;
  let start = 0;
  for (const words of text.split("\n")) {
    const length = countPoints(words);
    const end = start + length;
    open = open.filter((m) => m.end > start);
    while (next < sorted.length && (sorted[next] as M).start < end) {
      const mark = sorted[next] as M;
      if (mark.end > start) open.push(mark);
      next += 1;
    }
    lines.push({ start, end, segments: length ? cut(text, at, open, start, end) : [] });
    start = end + 1;
  }
  return lines;
}
