/** How do files get in: dropped or chosen, sent, read, with progress and findings for each? */

import { Alert, Button, Progress } from "antd";
import { useEffect, useRef, useState } from "react";

import { upload, watchJob } from "../api/client";
import type { Job, JobFile, Status } from "../api/types";
import { kindsInWords } from "../pure/kinds";
import { forgetAll } from "../state/load";
import { to } from "../state/route";
import { useWords, worded, type Say } from "../text";
import { Failure } from "./States";

const MEGABYTE = 1024 * 1024;
const FOUND_SHOWN = 5;

export function DropZone({ status }: { status: Status | undefined }) {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const watching = useRef<AbortController | null>(null);
  const [over, setOver] = useState(false);
  const [sent, setSent] = useState<number | null>(null);
  const [job, setJob] = useState<Job | null>(null);
  const [failed, setFailed] = useState<Error | null>(null);
  useEffect(() => () => watching.current?.abort(), []);

  const kinds = status?.limits.kinds ?? [];
  const words = kindsInWords(kinds);
  const busy = sent !== null || job?.status === "queued" || job?.status === "running";

  async function send(list: FileList | null): Promise<void> {
    const files = [...(list ?? [])];
    if (!files.length || busy) return;
    setFailed(null);
    setJob(null);
    const tooMany = status && files.length > status.limits.upload_files;
    const tooLarge = status && files.find((file) => file.size > status.limits.upload_bytes);
    if (tooMany) return setFailed(new Error(t("upload.tooMany", { n: status.limits.upload_files })));
    if (tooLarge)
      return setFailed(
        new Error(
          t("upload.tooLarge", {
            name: tooLarge.name,
            n: Math.floor(status.limits.upload_bytes / MEGABYTE),
          }),
        ),
      );
    setSent(0);
    try {
      const begun = await upload(files, setSent);
      setSent(null);
      setJob(begun);
      watching.current = new AbortController();
      await watchJob(begun.id, setJob, watching.current.signal);
      forgetAll();
    } catch (error) {
      setSent(null);
      if ((error as Error).name !== "AbortError") setFailed(error as Error);
    }
  }

  if (status && !status.can_write) return <p className="note">{t("upload.readOnly")}</p>;
  return (
    <section aria-label={t("upload.title")}>
      <div
        className={over ? "drop over" : "drop"}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void send(event.dataTransfer.files);
        }}
      >
        <p>{t("upload.drop")}</p>
        <Button type="primary" disabled={busy} onClick={() => input.current?.click()}>
          {t("upload.choose")}
        </Button>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label={t("upload.choose")}
          accept={kinds.join(",")}
          onChange={(event) => {
            void send(event.target.files).finally(() => {
              if (input.current) input.current.value = "";
            });
          }}
        />
        {status && kinds.length > 0 && (
          <p className="quiet" title={kinds.join(" ")}>
            {t("upload.kinds", {
              kinds: [...words.families.map((key) => t(key)), ...words.others].join("、"),
              n: Math.floor(status.limits.upload_bytes / MEGABYTE),
            })}
          </p>
        )}
      </div>
      <div aria-live="polite">
        {sent !== null && (
          <p>
            {t("upload.sending")}
            <Progress percent={Math.round(sent * 100)} aria-label={t("upload.sending")} />
          </p>
        )}
        {failed && <Failure error={failed} />}
        {job && <JobCard job={job} />}
      </div>
    </section>
  );
}

function JobCard({ job }: { job: Job }) {
  const { t } = useWords();
  const running = job.status === "queued" || job.status === "running";
  return (
    <div className="job">
      {running && (
        <>
          <p>{worded(t, "stage", job.stage)}</p>
          <Progress
            percent={job.total ? Math.round((job.done / job.total) * 100) : 0}
            status="active"
            aria-label={t("upload.reading")}
          />
        </>
      )}
      {job.status === "done" && job.report && (
        <Alert
          type={job.report.failed.length ? "warning" : "success"}
          showIcon
          title={t("upload.report", {
            ingested: job.report.ingested,
            unchanged: job.report.unchanged,
            replaced: job.report.replaced,
            failed: job.report.failed.length,
          })}
        />
      )}
      {(job.status === "failed" || job.status === "cancelled") && (
        <Alert type="error" showIcon title={job.error ?? t("upload.failed")} />
      )}
      <ul className="job-files">
        {job.files.map((file, k) => (
          <li key={k}>
            <FileLine file={file} t={t} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function FileLine({ file, t }: { file: JobFile; t: Say }) {
  const state = file.error
    ? t("upload.fileFailed")
    : file.outcome
      ? t(`outcome.${file.outcome}`)
      : t(`file.${file.status}`);
  return (
    <>
      <p>
        <b>{file.name}</b> <span className={file.error ? "bad" : "quiet"}>{state}</span>
        {file.status === "reading" && file.pages ? (
          <span className="quiet"> {t("upload.pages", { page: file.page ?? 0, pages: file.pages })}</span>
        ) : null}{" "}
        {file.documents.map((id, k) => (
          <a key={id} href={to("read", {}, id)}>
            {t("upload.open", { n: k + 1 })}{" "}
          </a>
        ))}
      </p>
      {file.error && <p className="bad">{file.error}</p>}
      {file.findings.length > 0 && (
        <details className="why">
          <summary>{t("upload.findings", { n: file.findings.length })}</summary>
          <ul>
            {file.findings.slice(0, FOUND_SHOWN).map((one, k) => (
              <li key={k}>{one.message}</li>
            ))}
          </ul>
          {file.findings.length > FOUND_SHOWN && (
            <p className="quiet">{t("upload.moreFindings", { n: file.findings.length - FOUND_SHOWN })}</p>
          )}
        </details>
      )}
    </>
  );
}
