/** How is one of several values chosen? A labelled native select: the fastest, and every reader knows it. */

import { useId } from "react";

export interface Option {
  value: string;
  label: string;
  count?: number;
}

interface Props {
  label: string;
  value: string;
  options: readonly Option[];
  /** The words of the empty choice; without them one has to be chosen. */
  any?: string;
  change: (value: string) => void;
}

export function Pick({ label, value, options, any, change }: Props) {
  const id = useId();
  return (
    <div className="pick">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => change(event.target.value)}>
        {any !== undefined && <option value="">{any}</option>}
        {options.map((one) => (
          <option key={one.value} value={one.value}>
            {one.count === undefined ? one.label : `${one.label}（${one.count}）`}
          </option>
        ))}
      </select>
    </div>
  );
}
