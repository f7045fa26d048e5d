/** Where does a code point offset lie in a JavaScript string? The server counts code points, JavaScript UTF-16 units. */

/** A lookup from code point offset to UTF-16 offset; the identity for text without characters beyond U+FFFF. */
export function unitOffsets(text: string): (point: number) => number {
  if (!/[\ud800-\udbff]/.test(text)) return (point) => Math.max(0, Math.min(point, text.length));
  const starts: number[] = [];
  let unit = 0;
  for (const character of text) {
    starts.push(unit);
    unit += character.length;
  }
  starts.push(unit);
  return (point) => starts[Math.max(0, Math.min(point, starts.length - 1))] ?? unit;
}

/** text[start:end] in code points. */
export function slicePoints(text: string, start: number, end: number): string {
  const at = unitOffsets(text);
  return text.slice(at(start), at(end));
}

/** How many code points a string has. */
export function countPoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
