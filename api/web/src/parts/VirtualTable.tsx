/** How is a table of thousands of rows shown fast? Only the rows in sight are in the page; a real <table> for readers. */

import { useEffect, useMemo, useRef, useState, type ReactNode } from "react";

export interface Column<R> {
  key: string;
  title: string;
  /** In px. A column without one takes the rest, 320 at least; with 0 it takes the rest, however little. */
  width?: number;
  cell: (row: R) => ReactNode;
  sort?: string;
}

export interface Heading {
  heading: string;
  count: number;
  open: boolean;
  toggle: () => void;
}

export type Line<R> = { row: R; heading?: undefined } | { heading: Heading; row?: undefined };

interface Props<R> {
  label: string;
  columns: Column<R>[];
  lines: Line<R>[];
  rowKey: (row: R) => string;
  onRow: (row: R) => void;
  rowHeight: number;
  sorting?: { by: string | null; down: boolean; change: (by: string) => void };
  /** What opens the row, said to screen readers. */
  openLabel: (row: R) => string;
}

const SPARE = 400;
const HEADING = 40;

/** Where each line begins, and where the last ends. */
function tops<R>(lines: readonly Line<R>[], rowHeight: number): number[] {
  const out = [0];
  for (const line of lines) out.push((out.at(-1) ?? 0) + (line.heading ? HEADING : rowHeight));
  return out;
}

/** The first line that ends below `point`. */
function lineAt(starts: readonly number[], point: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle + 1] ?? Infinity) <= point) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function VirtualTable<R>(props: Props<R>) {
  const { columns, lines, rowHeight, sorting } = props;
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 700 });
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const measure = () => setView({ top: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener("scroll", measure, { passive: true });
    measure();
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", measure);
    };
  }, []);
  const starts = useMemo(() => tops(lines, rowHeight), [lines, rowHeight]);
  const first = lineAt(starts, view.top - SPARE);
  const last = Math.min(lines.length, lineAt(starts, view.top + view.height + SPARE) + 1);
  const width = columns.reduce((sum, column) => sum + (column.width ?? 320), 0);
  return (
    <div className="vtable" ref={box} role="region" aria-label={props.label} tabIndex={0}>
      <table style={{ minWidth: width }} aria-rowcount={lines.length + 1}>
        <colgroup>
          {columns.map((column) => (
            <col key={column.key} style={column.width ? { width: column.width } : undefined} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => {
              const by = column.sort;
              const here = by !== undefined && sorting?.by === by;
              return (
                <th
                  key={column.key}
                  scope="col"
                  aria-sort={here ? (sorting.down ? "descending" : "ascending") : undefined}
                >
                  {by && sorting ? (
                    <button type="button" className="sort" onClick={() => sorting.change(by)}>
                      {column.title}
                      <span aria-hidden="true">{here ? (sorting.down ? " ▼" : " ▲") : " ↕"}</span>
                    </button>
                  ) : (
                    column.title
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {first > 0 && (
            <tr aria-hidden="true" style={{ height: starts[first] }}>
              <td colSpan={columns.length} />
            </tr>
          )}
          {lines.slice(first, last).map((line, k) => {
            const index = first + k;
            if (line.heading) {
              const { heading, count, open, toggle } = line.heading;
              return (
                <tr
                  key={`h ${heading}`}
                  className="group"
                  aria-rowindex={index + 2}
                  style={{ height: HEADING }}
                >
                  <th scope="rowgroup" colSpan={columns.length}>
                    <button type="button" aria-expanded={open} onClick={toggle}>
                      <span aria-hidden="true">{open ? "▾" : "▸"}</span> {heading}{" "}
                      <span className="count">{count}</span>
                    </button>
                  </th>
                </tr>
              );
            }
            const { row } = line;
            return (
              <tr
                key={`${index} ${props.rowKey(row)}`}
                aria-rowindex={index + 2}
                style={{ height: rowHeight }}
                onClick={() => props.onRow(row)}
              >
                {columns.map((column, n) => (
                  <td key={column.key}>
                    {n === 0 ? (
                      <button
                        type="button"
                        className="open-row"
                        aria-label={props.openLabel(row)}
                        onClick={(event) => {
                          event.stopPropagation();
                          props.onRow(row);
                        }}
                      >
                        {column.cell(row)}
                      </button>
                    ) : (
                      <div className="clamp" style={{ maxHeight: rowHeight - 12 }}>
                        {column.cell(row)}
                      </div>
                    )}
                  </td>
                ))}
              </tr>
            );
          })}
          {last < lines.length && (
            <tr aria-hidden="true" style={{ height: (starts[lines.length] ?? 0) - (starts[last] ?? 0) }}>
              <td colSpan={columns.length} />
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}
