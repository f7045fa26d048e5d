/** 问答: one box; a short answer, the quotes it rests on, and why. */

import { Button, Input } from "antd";
import { useEffect, useRef, useState } from "react";

import type { Answer, Examples, Status, Task } from "../api/types";
import { Badge } from "../parts/Badge";
import { EvidenceList, quoteHref } from "../parts/Evidence";
import { Failure, Waiting } from "../parts/States";
import { TaskCard } from "../parts/TaskCard";
import { useGet } from "../state/load";
import { go, to, useRoute } from "../state/route";
import { ask, askAgain, newTalk, useTalk, type Turn } from "../state/talk";
import { useWords, worded } from "../text";

export default function Ask() {
  const { t } = useWords();
  const turns = useTalk();
  const route = useRoute();
  const asked = route.params.get("q") ?? "";
  const [words, setWords] = useState("");
  const [follow, setFollow] = useState(true);
  const done = useRef("");

  useEffect(() => {
    // A link to a question asks it, once: coming back finds the answer that is there.
    if (!asked || done.current === asked) return;
    done.current = asked;
    if (turns[0]?.question !== asked) void ask(asked, false);
  }, [asked, turns]);

  function send(question: string, goOn: boolean): void {
    const plain = question.trim();
    if (!plain) return;
    done.current = plain;
    void ask(plain, goOn);
    setWords("");
    setFollow(true);
    go(to("ask", { q: plain }), true);
  }

  const last = turns[0];
  return (
    <div className={turns.length ? "ask" : "ask ask-empty"}>
      <h1>{t("ask.title")}</h1>
      {!turns.length && <p className="about">{t("ask.about")}</p>}
      <form
        className="ask-form"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          send(words, follow);
        }}
      >
        <Input
          size="large"
          value={words}
          maxLength={400}
          aria-label={t("ask.box")}
          placeholder={last ? t("ask.followBox") : t("ask.box")}
          onChange={(event) => setWords(event.target.value)}
        />
        <Button type="primary" size="large" htmlType="submit" disabled={!words.trim()}>
          {t("ask.send")}
        </Button>
      </form>
      {last && (
        <p className="ask-follow">
          <label>
            <input type="checkbox" checked={follow} onChange={(event) => setFollow(event.target.checked)} />{" "}
            {t("ask.follow", { question: last.answer?.understood_as ?? last.question })}
          </label>
          <Button
            type="link"
            size="small"
            onClick={() => {
              done.current = "";
              newTalk();
              go(to("ask"), true);
            }}
          >
            {t("ask.new")}
          </Button>
        </p>
      )}
      {!turns.length && <Start choose={(question) => send(question, false)} />}
      <div aria-live="polite">
        {turns.map((turn) => (
          <TurnCard key={turn.id} turn={turn} />
        ))}
      </div>
    </div>
  );
}

function Start({ choose }: { choose: (question: string) => void }) {
  const { t } = useWords();
  const status = useGet<Status>("status");
  const examples = useGet<Examples>("examples");
  if (status.error) return <Failure error={status.error} again={status.again} />;
  if (status.data && status.data.sources === 0)
    return (
      <div className="nothing">
        <p className="nothing-title">{t("ask.noDocuments")}</p>
        <a className="button-link" href={to("documents")}>
          {t("ask.addDocuments")}
        </a>
      </div>
    );
  return (
    <section className="start" aria-label={t("ask.examples")}>
      {examples.data && examples.data.questions.length > 0 && (
        <>
          <h2>{t("ask.examples")}</h2>
          <ul className="examples">
            {examples.data.questions.slice(0, 8).map((question) => (
              <li key={question}>
                <button type="button" onClick={() => choose(question)}>
                  {question}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      {status.data && (
        <p className="quiet">{t("ask.holds", { sources: status.data.sources, facts: status.data.facts })}</p>
      )}
    </section>
  );
}

function TurnCard({ turn }: { turn: Turn }) {
  const { t } = useWords();
  const { answer, error } = turn;
  return (
    <section className="turn" aria-label={turn.question}>
      <h2 className="question">{turn.question}</h2>
      {answer?.understood_as && (
        <p className="quiet">{t("ask.understood", { question: answer.understood_as })}</p>
      )}
      {!answer && !error && <Waiting />}
      {error && <Failure error={error} again={() => askAgain(turn)} />}
      {answer && (answer.answerable ? <Answered answer={answer} /> : <Unanswered answer={answer} />)}
    </section>
  );
}

function Answered({ answer }: { answer: Answer }) {
  const { t } = useWords();
  return (
    <div className="answer">
      <Values answer={answer} />
      <p className="sentence">{answer.text}</p>
      <p className="answer-meta">
        {answer.confidence && (
          <Badge
            tone={answer.confidence === "高" ? "green" : answer.confidence === "中" ? "orange" : "plain"}
          >
            {t("ask.confidence", { grade: worded(t, "grade", answer.confidence) })}
          </Badge>
        )}
        <span className="quiet">{answer.confidence_reason}</span>
      </p>
      <h3>{t("evidence.title")}</h3>
      <EvidenceList evidence={answer.evidence} />
      <details className="why">
        <summary>{t("ask.why")}</summary>
        <dl>
          <dt>{t("ask.kind")}</dt>
          <dd>{worded(t, "kind", answer.kind)}</dd>
          <dt>{t("ask.sure")}</dt>
          <dd>
            {worded(t, "grade", answer.confidence ?? "")} {answer.confidence_reason}
          </dd>
          {answer.query && (
            <>
              <dt>{t("ask.query")}</dt>
              <dd>
                <pre tabIndex={0}>{answer.query}</pre>
              </dd>
            </>
          )}
        </dl>
      </details>
    </div>
  );
}

function Values({ answer }: { answer: Answer }) {
  const { value, set, tasks, by_city: cities } = answer.answer;
  return (
    <>
      {value !== undefined && <p className="value">{value}</p>}
      {cities ? (
        <div className="cities">
          {Object.entries(cities).map(([city, values]) => (
            <section key={city} className="city" aria-label={city}>
              <h3>{city}</h3>
              <Items values={values} />
            </section>
          ))}
        </div>
      ) : (
        <>
          {set && <Chips values={set} />}
          {tasks && <Tasks tasks={tasks} />}
        </>
      )}
    </>
  );
}

function Items({ values }: { values: readonly (string | Task)[] }) {
  const names = values.filter((one): one is string => typeof one === "string");
  const tasks = values.filter((one): one is Task => typeof one !== "string");
  return (
    <>
      {names.length > 0 && <Chips values={names} />}
      {tasks.length > 0 && <Tasks tasks={tasks} />}
    </>
  );
}

function Chips({ values }: { values: readonly string[] }) {
  return (
    <ul className="chips">
      {values.map((one) => (
        <li key={one}>{one}</li>
      ))}
    </ul>
  );
}

const FIRST_TASKS = 5;

function Tasks({ tasks }: { tasks: readonly Task[] }) {
  const { t } = useWords();
  const [all, setAll] = useState(false);
  return (
    <>
      {(all ? tasks : tasks.slice(0, FIRST_TASKS)).map((task) => (
        <TaskCard key={task.id} task={task} />
      ))}
      {tasks.length > FIRST_TASKS && (
        <Button type="link" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t("action.less") : t("action.all", { n: tasks.length })}
        </Button>
      )}
    </>
  );
}

function Unanswered({ answer }: { answer: Answer }) {
  const { t } = useWords();
  return (
    <div className="answer unanswered">
      <p className="sentence">{answer.text}</p>
      <p className="quiet">{t("ask.unanswered")}</p>
      {answer.nearest && answer.nearest.length > 0 && (
        <>
          <h3>{t("ask.nearest")}</h3>
          <ul className="cards">
            {answer.nearest.map((hit) => (
              <li key={hit.id}>
                <a className="card" href={quoteHref(hit)}>
                  <span className="card-place">{hit.locator}</span>
                  <span className="card-quote">{hit.text}</span>
                  <span className="card-file">{hit.source_file}</span>
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      <p>
        <a href={to("search", { q: answer.question })}>{t("ask.searchInstead")}</a>
      </p>
    </div>
  );
}
