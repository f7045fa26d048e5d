/** How is a wrongly read name put right: it is the same as another, two that were taken for one are not, or here it means
 * another? */

import { Alert, Button, Input } from "antd";
import { useState } from "react";

import { post, remove, withParams } from "../api/client";
import type { Entity, Fact, Override } from "../api/types";
import { forgetAll, useGet } from "../state/load";
import { useWords } from "../text";
import { isUnitOfTask, UnitChoice } from "./CorrectUnit";
import { Failure, Shown } from "./States";

export const CORRECTABLE: ReadonlySet<string> = new Set([
  "organization",
  "department",
  "person",
  "policy",
  "initiative",
  "group",
]);

interface Explained {
  id: string;
  name: string;
  members: { id: string; names: string[]; cities: string[]; documents: string[] }[];
  joins: { left: string; right: string; reason: string }[];
}

export function Correct({ fact }: { fact: Fact & { entity: string } }) {
  const { t } = useWords();
  const [kind, setKind] = useState<Override["action"]>("join");
  const [words, setWords] = useState("");
  const [other, setOther] = useState("");
  const [member, setMember] = useState("");
  const [meant, setMeant] = useState<string | null>(null);
  const [why, setWhy] = useState("");
  const [who, setWho] = useState("");
  const [saved, setSaved] = useState<Override | null>(null);
  const [failed, setFailed] = useState<Error | null>(null);
  // Once it is corrected nobody may speak of it any more.
  const entity = useGet<Explained>(saved ? null : `entities/${encodeURIComponent(fact.entity)}`);
  const type = fact.entity.split(":")[0] ?? "";
  const others = useGet<Entity[]>(
    kind === "join" && words.trim() ? withParams("entities", { q: words.trim(), type, limit: 20 }) : null,
  );

  async function save(a: string, b: string): Promise<void> {
    setFailed(null);
    try {
      const decision = { action: kind, a, b, why: why.trim(), who: who.trim() };
      setSaved(
        await post<Override>(
          "overrides",
          kind === "relink" ? { ...decision, subject: fact.subject } : decision,
        ),
      );
      forgetAll();
    } catch (error) {
      setFailed(error as Error);
    }
  }

  async function undo(): Promise<void> {
    if (!saved) return;
    try {
      await remove(`overrides/${encodeURIComponent(saved.id)}`);
      setSaved(null);
      forgetAll();
    } catch (error) {
      setFailed(error as Error);
    }
  }

  if (saved)
    return (
      <div aria-live="polite">
        <Alert
          type="success"
          showIcon
          title={t("correct.saved")}
          action={
            <Button size="small" onClick={() => void undo()}>
              {t("corrections.undo")}
            </Button>
          }
        />
        {failed && <Failure error={failed} />}
      </div>
    );
  return (
    <Shown of={entity}>
      {(data) => {
        const members = data.members.filter((one) => one.id !== member);
        const left = kind === "split" ? member : fact.entity;
        const right = { join: other, split: members[0]?.id ?? "", relink: meant ?? "" }[kind];
        const complete = kind === "relink" ? meant !== null : Boolean(left && right);
        return (
          <form
            className="correct"
            onSubmit={(event) => {
              event.preventDefault();
              void save(left, right);
            }}
          >
            <fieldset className="radios">
              <legend>{t("correct.what")}</legend>
              <label>
                <input type="radio" name="kind" checked={kind === "join"} onChange={() => setKind("join")} />{" "}
                {t("correct.join", { name: fact.name })}
              </label>
              <label>
                <input
                  type="radio"
                  name="kind"
                  checked={kind === "split"}
                  disabled={data.members.length < 2}
                  onChange={() => setKind("split")}
                />{" "}
                {t("correct.split")}
              </label>
              {isUnitOfTask(fact) && (
                <label>
                  <input
                    type="radio"
                    name="kind"
                    checked={kind === "relink"}
                    onChange={() => setKind("relink")}
                  />{" "}
                  {t("correct.relink", { name: fact.name })}
                </label>
              )}
            </fieldset>
            {kind === "relink" && <UnitChoice fact={fact} chosen={meant} choose={setMeant} />}
            {kind === "join" && (
              <>
                <label className="field">
                  <span>{t("correct.other")}</span>
                  <Input
                    value={words}
                    onChange={(event) => {
                      setWords(event.target.value);
                      setOther("");
                    }}
                  />
                </label>
                {others.data && (
                  <fieldset className="radios list">
                    <legend className="visually-hidden">{t("correct.other")}</legend>
                    {others.data
                      .filter((one) => one.id !== fact.entity)
                      .map((one) => (
                        <label key={one.id}>
                          <input
                            type="radio"
                            name="other"
                            checked={other === one.id}
                            onChange={() => setOther(one.id)}
                          />{" "}
                          {one.name}{" "}
                          <span className="quiet">
                            {[one.organization, ...one.aliases].filter(Boolean).join("、")}
                          </span>
                        </label>
                      ))}
                    {others.data.length === 0 && <p className="quiet">{t("correct.noOther")}</p>}
                  </fieldset>
                )}
              </>
            )}
            {kind === "split" && (
              <fieldset className="radios list">
                <legend>{t("correct.member")}</legend>
                {data.members.map((one) => (
                  <label key={one.id}>
                    <input
                      type="radio"
                      name="member"
                      checked={member === one.id}
                      onChange={() => setMember(one.id)}
                    />{" "}
                    {one.names.join("、")} <span className="quiet">{one.cities.join("、")}</span>
                  </label>
                ))}
                {data.joins.map((one, k) => (
                  <p className="quiet" key={k}>
                    {one.reason}
                  </p>
                ))}
              </fieldset>
            )}
            <label className="field">
              <span>{t("correct.why")}</span>
              <Input value={why} maxLength={200} onChange={(event) => setWhy(event.target.value)} />
            </label>
            <label className="field">
              <span>{t("correct.who")}</span>
              <Input value={who} maxLength={40} onChange={(event) => setWho(event.target.value)} />
            </label>
            {failed && <Failure error={failed} />}
            <Button type="primary" htmlType="submit" disabled={!complete || !who.trim()}>
              {t("correct.save")}
            </Button>
          </form>
        );
      }}
    </Shown>
  );
}
