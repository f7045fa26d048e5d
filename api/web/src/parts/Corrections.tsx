/** What was corrected by hand, by whom and when; how is it taken back? */

import { Button } from "antd";
import { useState } from "react";

import { post, remove } from "../api/client";
import type { Override } from "../api/types";
import { forgetAll, useGet } from "../state/load";
import { useWords } from "../text";
import { Badge } from "./Badge";
import { Failure, Nothing, Shown } from "./States";

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
                  const { action, a, b, why, who } = undone;
                  await post("overrides", { action, a, b, why, who });
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
                      <Badge tone={one.action === "join" ? "blue" : "purple"}>
                        {t(`corrections.${one.action}`)}
                      </Badge>{" "}
                      {one.a} <span aria-hidden="true">{one.action === "join" ? "＝" : "≠"}</span> {one.b}
                    </p>
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
