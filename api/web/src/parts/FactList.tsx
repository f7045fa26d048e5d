/** Which facts were read from a document, and what is known of one of them? */

import { Button } from "antd";
import { useState } from "react";

import type { Fact } from "../api/types";
import { to } from "../state/route";
import { useWords } from "../text";
import { colourOf } from "./colours";
import { Correct, CORRECTABLE } from "./Correct";

const STEP = 40;

/** The same facts as a list: everything in the text can be reached without a mouse. */
export function FactList({ facts, choose }: { facts: readonly Fact[]; choose: (fact: Fact) => void }) {
  const { t } = useWords();
  const [shown, setShown] = useState(STEP);
  return (
    <details className="fact-list">
      <summary>{t("read.list", { n: facts.length })}</summary>
      <ul>
        {facts.slice(0, shown).map((fact) => (
          <li key={fact.id}>
            <button type="button" onClick={() => choose(fact)}>
              <span className="dot" style={{ background: colourOf(fact.type) }} aria-hidden="true" />
              <span className="visually-hidden">{fact.label}：</span>
              {fact.name}
            </button>
          </li>
        ))}
      </ul>
      {facts.length > shown && (
        <Button size="small" onClick={() => setShown(shown + STEP)}>
          {t("action.more")}
        </Button>
      )}
    </details>
  );
}

export function FactCard({ fact, canWrite }: { fact: Fact; canWrite: boolean }) {
  const { t } = useWords();
  const { entity } = fact;
  return (
    <>
      <p className="value small">{fact.name}</p>
      {fact.subject_name && (
        <p>
          {fact.subject_name} — {fact.relation}
        </p>
      )}
      <p className="quote">“{fact.quote}”</p>
      {entity && (
        <p className="task-line links">
          <a href={to("graph", { id: entity })}>{t("task.graph")}</a>
          {fact.type === "policy" && <a href={to("trace", { policy: fact.name })}>{t("task.trace")}</a>}
        </p>
      )}
      {entity && canWrite && CORRECTABLE.has(entity.split(":")[0] ?? "") && (
        <details className="why">
          <summary>{t("correct.title")}</summary>
          <Correct fact={{ ...fact, entity }} />
        </details>
      )}
    </>
  );
}
