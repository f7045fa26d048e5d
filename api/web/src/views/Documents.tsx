/** 文档: what has been read; new files in; what was corrected by hand. */

import { Button, Input, Modal, Segmented } from "antd";
import { useMemo, useState } from "react";

import { remove } from "../api/client";
import type { Doc, Status } from "../api/types";
import { Badge } from "../parts/Badge";
import { Corrections } from "../parts/Corrections";
import { DropZone } from "../parts/DropZone";
import { PageHead } from "../parts/PageHead";
import { Pick } from "../parts/Pick";
import { Failure, Nothing, Shown } from "../parts/States";
import { forgetAll, useGet } from "../state/load";
import { go, to, useRoute } from "../state/route";
import { useWords } from "../text";

export default function Documents() {
  const { t } = useWords();
  const { params } = useRoute();
  const shape = params.get("as") === "corrections" ? "corrections" : "list";
  const documents = useGet<Doc[]>("documents");
  const status = useGet<Status>("status");
  return (
    <>
      <PageHead title={t("nav.documents")} about={t("documents.about")} />
      <DropZone status={status.data} />
      <div className="toolbar">
        <Segmented
          value={shape}
          aria-label={t("ledger.shape")}
          options={[
            { value: "list", label: t("documents.list") },
            { value: "corrections", label: t("documents.corrections") },
          ]}
          onChange={(value) => go(to("documents", { as: value === "list" ? "" : value }), true)}
        />
      </div>
      {shape === "corrections" ? (
        <Corrections />
      ) : (
        <Shown of={documents}>
          {(data) =>
            data.length ? (
              <List documents={data} canWrite={status.data?.can_write ?? false} />
            ) : (
              <Nothing title={t("documents.none")}>
                <p>{t("documents.noneAbout")}</p>
              </Nothing>
            )
          }
        </Shown>
      )}
    </>
  );
}

function List({ documents, canWrite }: { documents: Doc[]; canWrite: boolean }) {
  const { t } = useWords();
  const [words, setWords] = useState("");
  const [city, setCity] = useState("");
  const [year, setYear] = useState("");
  const [genre, setGenre] = useState("");
  const [going, setGoing] = useState<Doc | null>(null);
  const [failed, setFailed] = useState<Error | null>(null);
  const place = (one: Doc) => one.county ?? one.city ?? one.province ?? "";
  const kept = useMemo(() => {
    const wanted = words.trim().toLowerCase();
    return documents.filter(
      (one) =>
        (!city || place(one) === city) &&
        (!year || String(one.year) === year) &&
        (!genre || one.genre === genre) &&
        (!wanted ||
          [one.title, one.doc_number, one.issuer, one.source_file].join("\n").toLowerCase().includes(wanted)),
    );
  }, [documents, words, city, year, genre]);
  const distinct = (values: string[]) =>
    [...new Set(values)]
      .filter(Boolean)
      .sort((a, b) => a.localeCompare(b, "zh-CN"))
      .map((value) => ({ value, label: value }));

  async function takeOut(one: Doc): Promise<void> {
    setGoing(null);
    try {
      await remove(`documents/${encodeURIComponent(one.id)}`);
      forgetAll();
    } catch (error) {
      setFailed(error as Error);
    }
  }

  return (
    <>
      <div className="filters">
        <label className="pick pick-words">
          <span>{t("ledger.words")}</span>
          <Input allowClear value={words} onChange={(event) => setWords(event.target.value)} />
        </label>
        <Pick
          label={t("documents.place")}
          value={city}
          any={t("pick.all")}
          options={distinct(documents.map(place))}
          change={setCity}
        />
        <Pick
          label={t("facet.year")}
          value={year}
          any={t("pick.all")}
          options={distinct(documents.map((one) => String(one.year ?? "")))}
          change={setYear}
        />
        <Pick
          label={t("facet.genre")}
          value={genre}
          any={t("pick.all")}
          options={distinct(documents.map((one) => one.genre))}
          change={setGenre}
        />
      </div>
      <p role="status" className="quiet">
        {t("documents.count", { n: kept.length, all: documents.length })}
      </p>
      {failed && <Failure error={failed} />}
      <ul className="documents">
        {kept.map((one) => (
          <li key={one.id}>
            <div>
              <p className="document-title">
                <a href={to("read", {}, one.id)}>{one.title || one.source_file}</a>
              </p>
              <p className="quiet">
                <Badge>{one.genre}</Badge>
                {[one.doc_number, one.issuer, one.date, place(one)].filter(Boolean).join(" · ")}
              </p>
              <p className="quiet file">{one.source_file}</p>
            </div>
            {canWrite && (
              <Button
                size="small"
                aria-label={t("documents.removeOne", { title: one.title })}
                onClick={() => setGoing(one)}
              >
                {t("documents.remove")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Modal
        open={going !== null}
        title={t("documents.removeTitle")}
        okText={t("documents.remove")}
        okButtonProps={{ danger: true }}
        cancelText={t("action.cancel")}
        onCancel={() => setGoing(null)}
        onOk={() => going && void takeOut(going)}
      >
        <p>{going?.title}</p>
        <p className="quiet">{t("documents.removeAbout")}</p>
      </Modal>
    </>
  );
}
