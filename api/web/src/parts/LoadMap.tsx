/** Which department has how much to do in which quarter? A heat map whose numbers lead to the tasks. */

import { useMemo } from "react";

import { loads, QUARTERS, type LedgerRow } from "../pure/ledger";
import { useWords } from "../text";
import { Nothing } from "./States";

export function LoadMap({
  rows,
  open,
}: {
  rows: LedgerRow[];
  open: (changes: Record<string, string>) => void;
}) {
  const { t } = useWords();
  const table = useMemo(() => loads(rows), [rows]);
  const most = Math.max(1, ...table.flatMap((load) => Object.values(load.counts)));
  if (!table.length) return <Nothing title={t("ledger.noneKept")} />;
  return (
    <div className="scroll-x" role="region" aria-label={t("shape.load")} tabIndex={0}>
      <p className="quiet">{t("ledger.loadAbout")}</p>
      <table className="heat">
        <thead>
          <tr>
            <th scope="col">{t("facet.department")}</th>
            {QUARTERS.map((q) => (
              <th scope="col" key={q}>
                {t(`quarter.${q}`)}
              </th>
            ))}
            <th scope="col">{t("ledger.total")}</th>
          </tr>
        </thead>
        <tbody>
          {table.map((load) => (
            <tr key={load.department}>
              <th scope="row">{load.department}</th>
              {QUARTERS.map((q) => {
                const n = load.counts[q] ?? 0;
                return (
                  <td key={q} className={`heat-${n ? Math.ceil((n / most) * 5) : 0}`}>
                    {n ? (
                      <button
                        type="button"
                        aria-label={t("ledger.loadCell", {
                          department: load.department,
                          quarter: t(`quarter.${q}`),
                          n,
                        })}
                        onClick={() => open({ department: load.department, quarter: q, as: "" })}
                      >
                        {n}
                      </button>
                    ) : (
                      <span className="quiet">0</span>
                    )}
                  </td>
                );
              })}
              <td>{load.total}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
