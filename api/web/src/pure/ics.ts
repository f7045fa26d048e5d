/** How are deadlines written as a calendar file? iCalendar, RFC 5545: all-day events, lines folded at 75 octets. */

export interface Deadline {
  uid: string;
  /** ISO day, 2023-06-30. */
  day: string;
  summary: string;
  description: string;
}

function escaped(words: string): string {
  return words.replace(/\\/g, "\\\\").replace(/;/g, "\\;").replace(/,/g, "\\,").replace(/\r?\n/g, "\\n");
}

const octets = (words: string): number => new TextEncoder().encode(words).length;

/** RFC 5545 3.1: a line longer than 75 octets goes on in the next, which begins with a space; no character is cut. */
export function folded(line: string): string {
  const out: string[] = [];
  let now = "";
  let room = 75;
  for (const character of line) {
    const size = octets(character);
    if (size > room) {
      out.push(now);
      now = " ";
      room = 74;
    }
    now += character;
    room -= size;
  }
  out.push(now);
  return out.join("\r\n");
}

function dayAfter(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, 10);
}

/** A calendar of all-day events. `stamp` is when it was written. */
export function toIcs(deadlines: readonly Deadline[], stamp: Date): string {
  const at = `${stamp.toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Gonghui//gonghui//ZH", "CALSCALE:GREGORIAN"];
  for (const one of deadlines) {
    lines.push(
      "BEGIN:VEVENT",
      `UID:${escaped(one.uid)}`,
      `DTSTAMP:${at}`,
      `DTSTART;VALUE=DATE:${one.day.replaceAll("-", "")}`,
      `DTEND;VALUE=DATE:${dayAfter(one.day).replaceAll("-", "")}`,
      `SUMMARY:${escaped(one.summary)}`,
      `DESCRIPTION:${escaped(one.description)}`,
      "TRANSP:TRANSPARENT",
      "END:VEVENT",
    );
  }
  lines.push("END:VCALENDAR");
  return `${lines.map(folded).join("\r\n")}\r\n`;
}
