/** How is a task shown whole: wording, who, when, how much, where it stands? */

import type { Task } from "../api/types";
import { to } from "../state/route";
import { useWords } from "../text";
import { Badge } from "./Badge";
import { quoteHref } from "./Evidence";

export function TaskCard({ task, full = false }: { task: Task; full?: boolean }) {
  const { t } = useWords();
  return (
    <article className="task">
      <p className="task-head">
        <a href={quoteHref(task)}>{task.locator ?? task.number}</a>
        {task.city && <Badge>{task.city}</Badge>}
        {task.year && <Badge>{task.year}</Badge>}
      </p>
      {task.title && <p className="task-title">{task.title}</p>}
      <p className="task-text">{task.text}</p>
      {task.departments.length > 0 && (
        <p className="task-line">
          <b>{t("task.departments")}</b> {task.departments.join("、")}
        </p>
      )}
      {task.indicators.length > 0 && (
        <p className="task-line">
          <b>{t("task.targets")}</b> {task.indicators.map((one) => one.text).join("；")}
        </p>
      )}
      {full && <TaskRows task={task} />}
      {full && (
        <p className="task-line links">
          <a href={quoteHref(task)}>{t("task.read")}</a>
          <a href={to("trace", { task: task.id })}>{t("task.trace")}</a>
          <a href={to("graph", { id: task.id })}>{t("task.graph")}</a>
        </p>
      )}
    </article>
  );
}

function TaskRows({ task }: { task: Task }) {
  const { t } = useWords();
  return (
    <>
      {task.rows.map((row, k) => (
        <div className="task-row" key={k}>
          {task.rows.length > 1 && (
            <p className="task-line">
              <b>{t("task.row", { n: k + 1 })}</b> {row.departments.join("、")}
            </p>
          )}
          {row.deadline && (
            <p className="task-line">
              <b>{t("task.limit")}</b> {row.deadline}
            </p>
          )}
          {row.schedule.length > 0 && (
            <dl className="steps">
              {row.schedule.map((step, n) => (
                <div key={n}>
                  <dt>{step.quarter}</dt>
                  <dd>{step.text}</dd>
                </div>
              ))}
            </dl>
          )}
          {row.deliverable && (
            <p className="task-line">
              <b>{t("task.deliverable")}</b> {row.deliverable}
            </p>
          )}
        </div>
      ))}
      {task.policies.length > 0 && (
        <p className="task-line">
          <b>{t("task.policies")}</b>{" "}
          {task.policies.map((one, k) => (
            <a key={k} href={to("trace", { policy: one.doc_number ?? one.title })}>
              {one.title ? `《${one.title}》` : one.doc_number}
            </a>
          ))}
        </p>
      )}
      {task.initiatives.length > 0 && (
        <p className="task-line">
          <b>{t("task.initiatives")}</b> {task.initiatives.join("、")}
        </p>
      )}
    </>
  );
}
