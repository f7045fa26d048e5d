/** What was corrected by hand, by whom and when; how is it taken back? */

import { Button } from "antd";
import { useState } from "react";

import { post, remove } from "../api/client";
import type { Override } from "../api/types";
import { forgetAll, useGet } from "../state/load";
import { to } from "../state/route";
import { useWords } from "../text";
import { Badge, type Tone } from "./Badge";
import { Failure, Nothing, Shown } from "./States";

const TONES: Record<Override["action"], Tone> = { join: "blue", split: "purple", relink: "orange" };
const SIGNS: Record<Override["action"], string> = { join: "＝", split: "≠", relink: "→" };

export function Corrections() {
  const { t } = useWords();
  const all = useGet<Override[]>("overrides");
  const [undone, setUndone] = useState<Override | null>(null);
  const [failed, setFailed] = useState<Error | null>(null);

  async function run(action: () => Promise<Override | null>): Promise<void> {
    setFailed(null);
    try {
      setUndone(await action());
      forgetAll();
    } catch (error) {
      setFailed(error as Error);
    }
  }

  return (
    <section aria-label={t("documents.corrections")}>
      <p className="about">{t("corrections.about")}</p>
      <div aria-live="polite">
        {failed && <Failure error={failed} />}
        {undone && (
          <p className="note">
            {t("corrections.undone")}{" "}
            <Button
              size="small"
              onClick={() =>
                void run(async () => {
                  const { action, a, b, why, who, subject } = undone;
                  await post("overrides", { action, a, b, why, who, ...(subject ? { subject } : {}) });
                  return null;
                })
              }
            >
              {t("corrections.redo")}
            </Button>
          </p>
        )}
      </div>
      <Shown of={all}>
        {(data) =>
          data.length ? (
            <ul className="documents">
              {data.map((one) => (
                <li key={one.id}>
                  <div>
                    <p>
                      <Badge tone={TONES[one.action]}>{t(`corrections.${one.action}`)}</Badge>{" "}
                      {one.a_name ?? one.a} <span aria-hidden="true">{SIGNS[one.action]}</span>{" "}
                      {one.b ? (one.b_name ?? one.b) : t("corrections.nobody")}
                    </p>
                    {one.subject && (
                      <p>
                        <a href={to("read", {}, `doc:${one.subject.split(":")[1] ?? ""}`)}>
                          {one.subject_name ?? one.subject}
                        </a>
                      </p>
                    )}
                    <p className="quiet">
                      {[one.why, one.who, one.when?.slice(0, 16).replace("T", " ")]
                        .filter(Boolean)
                        .join(" · ")}
                    </p>
                    {one.problem && <p className="bad">{one.problem}</p>}
                  </div>
                  <Button
                    size="small"
                    onClick={() =>
                      void run(() => remove<Override>(`overrides/${encodeURIComponent(one.id)}`))
                    }
                  >
                    {t("corrections.undo")}
                  </Button>
                </li>
              ))}
            </ul>
          ) : (
            <Nothing title={t("corrections.none")} />
          )
        }
      </Shown>
    </section>
  );
}
