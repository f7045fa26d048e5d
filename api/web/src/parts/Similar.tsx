/** What do other cities do that is like a named initiative? Side by side, a column for each city. */

import { Button, Input } from "antd";
import { useEffect, useState } from "react";

import { withParams } from "../api/client";
import type { Examples, SimilarHit } from "../api/types";
import { useGet } from "../state/load";
import { go, to, useRoute } from "../state/route";
import { useWords } from "../text";
import { Badge } from "./Badge";
import { quoteHref } from "./Evidence";
import { Nothing, Shown } from "./States";

export function Similar() {
  const { t } = useWords();
  const { params } = useRoute();
  const name = params.get("name") ?? "";
  const [words, setWords] = useState(name);
  useEffect(() => setWords(name), [name]);
  const examples = useGet<Examples>("examples");
  const found = useGet<{ name: string; hits: SimilarHit[] }>(
    name ? withParams("similar", { name, k: 24 }) : null,
  );
  const open = (value: string) => {
    const next = Object.fromEntries([...params].filter(([key]) => key !== "city" && key !== "name"));
    go(
      to("compare", {
        ...next,
        city: params.getAll("city"),
        topic: params.getAll("topic"),
        name: value,
      }),
      true,
    );
  };
  return (
    <section className="similar" aria-labelledby="similar-title">
      <h2 id="similar-title">{t("similar.title")}</h2>
      <p className="about">{t("similar.about")}</p>
      <form
        className="ask-form"
        onSubmit={(event) => {
          event.preventDefault();
          open(words.trim());
        }}
      >
        <Input
          size="large"
          value={words}
          maxLength={200}
          aria-label={t("similar.box")}
          placeholder={t("similar.box")}
          onChange={(event) => setWords(event.target.value)}
        />
        <Button type="primary" size="large" htmlType="submit" disabled={!words.trim()}>
          {t("similar.send")}
        </Button>
      </form>
      {!name && examples.data && (
        <ul className="examples">
          {examples.data.initiatives.slice(0, 6).map((one) => (
            <li key={`${one.city} ${one.name}`}>
              <button type="button" onClick={() => open(one.name)}>
                {one.name}
                {one.city && `（${one.city}）`}
              </button>
            </li>
          ))}
        </ul>
      )}
      {name && (
        <Shown of={found}>
          {(data) => (data.hits.length ? <Sides hits={data.hits} /> : <Nothing title={t("similar.none")} />)}
        </Shown>
      )}
    </section>
  );
}

/** A column for each city, the nearest first. */
function Sides({ hits }: { hits: SimilarHit[] }) {
  const { t } = useWords();
  const sides = new Map<string, SimilarHit[]>();
  for (const hit of hits) {
    const city = hit.city ?? t("similar.noCity");
    sides.set(city, [...(sides.get(city) ?? []), hit]);
  }
  return (
    <div className="sides">
      {[...sides].map(([city, own]) => (
        <section key={city} aria-label={city}>
          <h3>{city}</h3>
          <ul className="cards one">
            {own.map((hit) => (
              <li key={`${hit.id} ${hit.name}`}>
                <a className="card" href={quoteHref(hit)}>
                  <span className="card-title">
                    {hit.name} {hit.year && <Badge>{hit.year}</Badge>}
                  </span>
                  <span className="card-quote clamp-3">{hit.text}</span>
                  {hit.why && <span className="card-values">{hit.why}</span>}
                  <span className="card-file">{hit.locator}</span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
