/** Which unit does a task's fact mean, if not the one that was read? Those of its paper's organisation, another, or none. */

import { Input } from "antd";
import { useState } from "react";

import { withParams } from "../api/client";
import type { Entity, Fact } from "../api/types";
import { useGet } from "../state/load";
import { useWords } from "../text";

const UNITS: ReadonlySet<string> = new Set(["department", "organization", "group"]);

/** Is it the fact that some unit answers for a task? */
export function isUnitOfTask(fact: Fact): boolean {
  const kind = fact.entity?.split(":")[0] ?? "";
  return (fact.subject ?? "").startsWith("task:") && UNITS.has(kind);
}

/** `chosen` is an id, "" for nobody, null while nothing is chosen. */
export function UnitChoice({
  fact,
  chosen,
  choose,
}: {
  fact: Fact;
  chosen: string | null;
  choose: (id: string) => void;
}) {
  const { t } = useWords();
  const [words, setWords] = useState("");
  const paper = `doc:${(fact.subject ?? "").split(":")[1] ?? ""}`;
  const here = useGet<Entity[]>(withParams("entities", { type: "department", document: paper }));
  const home = here.data && mostOf(here.data);
  const own = useGet<Entity[]>(
    home ? withParams("entities", { type: "department", organization: home }) : null,
  );
  const found = useGet<Entity[]>(
    words.trim() ? withParams("entities", { q: words.trim(), limit: 40 }) : null,
  );
  const offered = words.trim() ? found.data : (own.data ?? here.data);
  const shown = (offered ?? []).filter((one) => UNITS.has(one.type) && one.id !== fact.entity);
  return (
    <>
      <label className="field">
        <span>{t("correct.otherUnit")}</span>
        <Input value={words} onChange={(event) => setWords(event.target.value)} />
      </label>
      <fieldset className="radios list">
        <legend>{t("correct.meant")}</legend>
        <label>
          <input type="radio" name="meant" checked={chosen === ""} onChange={() => choose("")} />{" "}
          {t("correct.nobody")}
        </label>
        {shown.map((one) => (
          <label key={one.id}>
            <input type="radio" name="meant" checked={chosen === one.id} onChange={() => choose(one.id)} />{" "}
            {one.name} <span className="quiet">{one.organization ?? one.cities.join("、")}</span>
          </label>
        ))}
        {offered && shown.length === 0 && <p className="quiet">{t("correct.noOther")}</p>}
      </fieldset>
    </>
  );
}

/** The organisation that most of these are of. */
function mostOf(units: readonly Entity[]): string {
  const counts = new Map<string, number>();
  for (const { organization } of units)
    if (organization) counts.set(organization, (counts.get(organization) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "";
}
