/** How is a document's wording shown with places marked in it? Always as text. */

import { segments } from "../pure/segments";

/** `at`: places as code points in `text`. */
export function Marked({ text, at }: { text: string; at: readonly (readonly [number, number])[] }) {
  const marks = at.map(([start, end]) => ({ start, end }));
  return (
    <>
      {segments(text, marks).map((part) =>
        part.marks.length ? (
          <mark key={part.start}>{part.text}</mark>
        ) : (
          <span key={part.start}>{part.text}</span>
        ),
      )}
    </>
  );
}

/** Marks the longest places where one of the words stands; for wording that came without places. */
export function placesOf(text: string, words: readonly string[]): [number, number][] {
  const points = [...text];
  const out: [number, number][] = [];
  for (const word of words) {
    const wanted = [...word];
    if (!wanted.length) continue;
    for (let i = 0; i + wanted.length <= points.length; i += 1)
      if (wanted.every((character, k) => points[i + k] === character)) out.push([i, i + wanted.length]);
  }
  return out;
}
