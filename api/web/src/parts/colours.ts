/** Which colour has a kind of thing? The same in the reader, the graph and the legends. */

/** Kind or fact type → [edge and dot, ground behind text]; the grounds keep black text above 7:1. */
const COLOURS: Record<string, readonly [string, string]> = {
  task: ["#8c6d00", "#fff6d6"],
  department: ["#1558b0", "#dce9fb"],
  organization: ["#0b7285", "#d6f0f4"],
  person: ["#7b1fa2", "#f0e0f7"],
  group: ["#5e35b1", "#e6e0f5"],
  policy: ["#b71c1c", "#fbdddd"],
  document: ["#5d4037", "#efe6e2"],
  initiative: ["#2e7d32", "#dcf1dd"],
  indicator: ["#c2410c", "#fde6d8"],
  deliverable: ["#9d5c00", "#fbe9cc"],
  deadline: ["#ad1457", "#fbdcea"],
  step: ["#616161", "#eeeeee"],
  topic: ["#00695c", "#d5eeea"],
  region: ["#455a64", "#e3eaed"],
  title: ["#6d4c41", "#f1e8e4"],
  section: ["#6b6b6b", "#f2f2f2"],
};

const OTHER = ["#616161", "#ececec"] as const;

export function colourOf(kind: string): string {
  return (COLOURS[kind] ?? OTHER)[0];
}

export function groundOf(kind: string): string {
  return (COLOURS[kind] ?? OTHER)[1];
}
