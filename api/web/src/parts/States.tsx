/** How does a view look while it waits, when there is nothing, and when something failed? */

import { Button, Skeleton } from "antd";
import type { ReactNode } from "react";

import { Problem } from "../api/client";
import type { Loaded } from "../state/load";
import { useWords } from "../text";

export function Waiting() {
  const { t } = useWords();
  return (
    <div className="waiting" role="status" aria-label={t("state.loading")}>
      <Skeleton active paragraph={{ rows: 5 }} />
    </div>
  );
}

export function Nothing({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="nothing">
      <p className="nothing-title">{title}</p>
      {children}
    </div>
  );
}

export function Failure({ error, again }: { error: Error; again?: (() => void) | undefined }) {
  const { t } = useWords();
  const status = error instanceof Problem ? error.status : -1;
  const title =
    status === 0
      ? t("error.offline")
      : status === 401 || status === 403
        ? t("error.key")
        : status === 404
          ? t("error.missing")
          : t("error.failed");
  return (
    <div className="failure" role="alert">
      <p className="failure-title">{title}</p>
      {error.message && <p>{error.message}</p>}
      {again && <Button onClick={again}>{t("action.again")}</Button>}
    </div>
  );
}

/** A loaded value, or the state that it is in. */
export function Shown<T>({ of, children }: { of: Loaded<T>; children: (data: T) => ReactNode }) {
  if (of.data !== undefined) return <>{children(of.data)}</>;
  if (of.error) return <Failure error={of.error} again={of.again} />;
  return <Waiting />;
}
