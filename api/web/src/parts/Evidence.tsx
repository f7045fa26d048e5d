/** How is a quote shown, so that a click opens the document at it? */

import { Button } from "antd";
import { useState } from "react";

import type { Evidence } from "../api/types";
import { to } from "../state/route";
import { useWords } from "../text";
import { Marked, placesOf } from "./Marked";

export function quoteHref(one: { document: string; start: number | null; end: number | null }): string {
  return to("read", { start: one.start, end: one.end }, one.document);
}

export function QuoteLink({ of, children }: { of: Evidence; children?: React.ReactNode }) {
  const { t } = useWords();
  return (
    <a href={quoteHref(of)} title={t("evidence.open")}>
      {children ?? of.locator}
    </a>
  );
}

interface Card {
  first: Evidence;
  /** The longest quote, and the short values inside it or beside it. */
  quote: Evidence;
  values: Evidence[];
}

/** Quotes of one place become one card: the longest is shown, those that lie in it are marked in it. */
export function cards(evidence: readonly Evidence[]): Card[] {
  const out: Card[] = [];
  for (const one of evidence) {
    const held = out.find(
      (card) => card.quote.document === one.document && card.quote.locator === one.locator,
    );
    if (!held) out.push({ first: one, quote: one, values: [] });
    else if (one.quote.length > held.quote.quote.length) {
      if (held.quote.quote !== one.quote) held.values.push(held.quote);
      held.quote = one;
    } else if (one.quote !== held.quote.quote) held.values.push(one);
  }
  return out;
}

export function EvidenceList({ evidence, most = 6 }: { evidence: readonly Evidence[]; most?: number }) {
  const { t } = useWords();
  const [all, setAll] = useState(false);
  const made = cards(evidence);
  return (
    <>
      <ul className="cards" aria-label={t("evidence.title")}>
        {(all ? made : made.slice(0, most)).map((card) => {
          const values = [...new Set(card.values.map((v) => v.quote))];
          const outside = values.filter((v) => !card.quote.quote.includes(v));
          return (
            <li key={`${card.quote.document} ${card.quote.locator}`}>
              <a className="card" href={quoteHref(card.quote)}>
                <span className="card-place">{card.quote.locator}</span>
                <span className="card-quote">
                  <Marked text={card.quote.quote} at={placesOf(card.quote.quote, values)} />
                </span>
                {outside.length > 0 && <span className="card-values">{outside.join("、")}</span>}
                <span className="card-file">{card.quote.source_file}</span>
              </a>
            </li>
          );
        })}
      </ul>
      {made.length > most && (
        <Button type="link" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t("action.less") : t("action.all", { n: made.length })}
        </Button>
      )}
    </>
  );
}
