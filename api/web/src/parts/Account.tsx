/** Who is looking: anyone, or an administrator with the key, to whom contacts are shown? */

import { Button, Input, Modal } from "antd";
import { useState } from "react";

import { apiKey, keepApiKey } from "../api/client";
import type { Status } from "../api/types";
import { forgetAll, useGet } from "../state/load";
import { useWords } from "../text";

export function Account() {
  const { t } = useWords();
  const status = useGet<Status>("status");
  const [open, setOpen] = useState(false);
  const [key, setKey] = useState("");
  const admin = status.data?.admin ?? false;

  function keep(value: string): void {
    keepApiKey(value.trim());
    setKey("");
    setOpen(false);
    forgetAll();
  }

  return (
    <>
      <button type="button" className="bar-button" onClick={() => setOpen(true)}>
        {admin ? t("account.admin") : t("account.guest")}
      </button>
      <Modal
        open={open}
        title={t("account.title")}
        onCancel={() => setOpen(false)}
        footer={null}
        destroyOnHidden
      >
        <p>{status.data?.contacts === "shown" ? t("account.shown") : t("account.masked")}</p>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            keep(key);
          }}
        >
          <label className="field">
            <span>{t("account.key")}</span>
            <Input.Password autoComplete="off" value={key} onChange={(event) => setKey(event.target.value)} />
          </label>
          <p className="form-actions">
            <Button type="primary" htmlType="submit" disabled={!key.trim()}>
              {t("account.enter")}
            </Button>
            {apiKey() && <Button onClick={() => keep("")}>{t("account.leave")}</Button>}
          </p>
        </form>
      </Modal>
    </>
  );
}
