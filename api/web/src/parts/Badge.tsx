/** How is a short attribute set off from the text: a place, a year, a result? Its colours keep 4.5:1 (WCAG AA). */

import type { ReactNode } from "react";

export type Tone = "plain" | "red" | "orange" | "green" | "blue" | "purple";

export function Badge({ tone = "plain", children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`badge badge-${tone}`}>{children}</span>;
}
