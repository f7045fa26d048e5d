/** 主题词: the thesaurus of union work, from the widest term to the tasks that speak of it. */

import { Input } from "antd";
import { useMemo, useState } from "react";

import type { Topic, TopicDetail, TopicLink } from "../api/types";
import { PageHead } from "../parts/PageHead";
import { Nothing, Shown } from "../parts/States";
import { TaskCard } from "../parts/TaskCard";
import { useGet } from "../state/load";
import { to, useRoute } from "../state/route";
import { useWords } from "../text";

export default function Topics() {
  const { t } = useWords();
  const { id } = useRoute();
  const topics = useGet<Topic[]>("topics");
  return (
    <>
      <PageHead title={t("nav.topics")} about={t("topics.about")} />
      <Shown of={topics}>
        {(data) => (
          <div className={id ? "with-side topics one-topic" : "with-side topics"}>
            <Tree topics={data} chosen={id} />
            <div className="results">{id ? <Detail id={id} key={id} /> : <Tops topics={data} />}</div>
          </div>
        )}
      </Shown>
    </>
  );
}

function Tops({ topics }: { topics: Topic[] }) {
  const { t } = useWords();
  const busy = topics
    .filter((one) => one.tasks > 0)
    .sort((a, b) => b.tasks - a.tasks)
    .slice(0, 24);
  return (
    <section>
      <h2>{t("topics.busy")}</h2>
      <ul className="chips links">
        {busy.map((one) => (
          <li key={one.id}>
            <a href={to("topics", {}, one.id)}>
              {one.label} <span className="count">{one.tasks}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Tree({ topics, chosen }: { topics: Topic[]; chosen: string }) {
  const { t } = useWords();
  const [words, setWords] = useState("");
  const byId = useMemo(() => new Map(topics.map((one) => [one.id, one])), [topics]);
  // The branch of the open term is open as well.
  const path = useMemo(() => {
    const seen = new Set<string>();
    let next = [chosen];
    while (next.length) {
      next = next.filter((one) => !seen.has(one));
      for (const one of next) seen.add(one);
      next = next.flatMap((one) => byId.get(one)?.broader ?? []);
    }
    return seen;
  }, [byId, chosen]);
  const wanted = words.trim();
  const found = wanted
    ? topics.filter((one) => one.label.includes(wanted) || one.definition?.includes(wanted))
    : [];
  return (
    <nav className="side" aria-label={t("nav.topics")}>
      <label className="field">
        <span>{t("topics.find")}</span>
        <Input allowClear value={words} onChange={(event) => setWords(event.target.value)} />
      </label>
      {wanted ? (
        found.length ? (
          <ul className="tree">
            {found.slice(0, 60).map((one) => (
              <li key={one.id}>
                <TopicLine of={one} chosen={chosen} />
              </li>
            ))}
          </ul>
        ) : (
          <p className="quiet">{t("topics.noneFound")}</p>
        )
      ) : (
        <ul className="tree">
          {topics
            .filter((one) => one.top)
            .map((one) => (
              <Branch key={one.id} of={one} byId={byId} open={path} chosen={chosen} depth={0} />
            ))}
        </ul>
      )}
    </nav>
  );
}

interface BranchProps {
  of: Topic;
  byId: ReadonlyMap<string, Topic>;
  open: ReadonlySet<string>;
  chosen: string;
  depth: number;
}

/** Deeper than any thesaurus of ours; a circle in the data ends here. */
const DEEPEST = 8;

function Branch({ of, byId, open, chosen, depth }: BranchProps) {
  const { t } = useWords();
  const [wide, setWide] = useState<boolean | null>(null);
  const narrower = of.narrower.map((id) => byId.get(id)).filter((one): one is Topic => one !== undefined);
  const shown = wide ?? open.has(of.id);
  return (
    <li>
      <span className="tree-line">
        {narrower.length > 0 ? (
          <button
            type="button"
            className="tree-toggle"
            aria-expanded={shown}
            aria-label={t("topics.toggle", { label: of.label })}
            onClick={() => setWide(!shown)}
          >
            <span aria-hidden="true">{shown ? "▾" : "▸"}</span>
          </button>
        ) : (
          <span className="tree-toggle" />
        )}
        <TopicLine of={of} chosen={chosen} />
      </span>
      {shown && narrower.length > 0 && depth < DEEPEST && (
        <ul>
          {narrower.map((one) => (
            <Branch key={one.id} of={one} byId={byId} open={open} chosen={chosen} depth={depth + 1} />
          ))}
        </ul>
      )}
    </li>
  );
}

function TopicLine({ of, chosen }: { of: Topic; chosen: string }) {
  return (
    <a href={to("topics", {}, of.id)} aria-current={of.id === chosen ? "true" : undefined}>
      {of.label} {of.tasks > 0 && <span className="count">{of.tasks}</span>}
    </a>
  );
}

function Detail({ id }: { id: string }) {
  const { t } = useWords();
  const topic = useGet<TopicDetail>(`topics/${encodeURIComponent(id)}`);
  return (
    <Shown of={topic}>
      {(data) => (
        <section aria-label={data.label}>
          <h2>{data.label}</h2>
          {data.definition && <p>{data.definition}</p>}
          <dl className="about-document">
            <Names name={t("topics.official")} values={data.labels.official} />
            <Names name={t("topics.abbreviation")} values={data.labels.abbreviation} />
            <Names name={t("topics.everyday")} values={data.labels.everyday} />
            <Links name={t("topics.broader")} of={data.broader} />
            <Links name={t("topics.narrower")} of={data.narrower} />
            <Links name={t("topics.related")} of={data.related} />
          </dl>
          <p className="task-line links">
            <a href={to("search", { q: data.label })}>{t("topics.search")}</a>
            <a href={to("compare", { topic: data.label })}>{t("topics.compare")}</a>
            <a href={to("graph", { name: data.label })}>{t("task.graph")}</a>
          </p>
          <h3>{t("topics.tasks", { n: data.count })}</h3>
          {data.tasks.length ? (
            data.tasks.map((task) => <TaskCard key={task.id} task={task} />)
          ) : (
            <Nothing title={t("topics.noTasks")} />
          )}
          {data.count > data.tasks.length && (
            <p className="quiet">{t("topics.firstTasks", { n: data.tasks.length })}</p>
          )}
        </section>
      )}
    </Shown>
  );
}

const FIRST_NAMES = 10;

function Names({ name, values }: { name: string; values: readonly string[] }) {
  const { t } = useWords();
  const [all, setAll] = useState(false);
  if (!values.length) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {(all ? values : values.slice(0, FIRST_NAMES)).join("、")}
        {values.length > FIRST_NAMES && (
          <>
            {" "}
            <button type="button" className="more" aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? t("action.less") : t("action.all", { n: values.length })}
            </button>
          </>
        )}
      </dd>
    </div>
  );
}

function Links({ name, of }: { name: string; of: readonly TopicLink[] }) {
  return of.length ? (
    <div>
      <dt>{name}</dt>
      <dd>
        <ul className="chips links">
          {of.map((one) => (
            <li key={one.id}>
              <a href={to("topics", {}, one.id)}>
                {one.label} {one.tasks > 0 && <span className="count">{one.tasks}</span>}
              </a>
            </li>
          ))}
        </ul>
      </dd>
    </div>
  ) : null;
}
