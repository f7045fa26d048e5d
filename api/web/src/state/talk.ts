/** What has been asked in this tab, and what was answered? Kept outside the view, so that going back finds it. */

import { useSyncExternalStore } from "react";

import { get, withParams } from "../api/client";
import type { Answer } from "../api/types";

export interface Turn {
  id: number;
  question: string;
  previous: string;
  answer?: Answer;
  error?: Error;
}

let turns: readonly Turn[] = [];
let count = 0;
const listeners = new Set<() => void>();

function change(next: readonly Turn[]): void {
  turns = next;
  for (const heard of listeners) heard();
}

function put(turn: Turn): void {
  change(turns.map((one) => (one.id === turn.id ? turn : one)));
}

/** Asks; newest first. With `follow` the question before is sent along (那临江呢？). */
export async function ask(question: string, follow: boolean): Promise<void> {
  const last = turns[0];
  const previous = follow && last ? (last.answer?.understood_as ?? last.question) : "";
  count += 1;
  const turn: Turn = { id: count, question, previous };
  change([turn, ...turns]);
  await answer(turn);
}

async function answer(turn: Turn): Promise<void> {
  try {
    put({
      ...turn,
      answer: await get<Answer>(withParams("ask", { question: turn.question, previous: turn.previous })),
    });
  } catch (error) {
    put({ ...turn, error: error as Error });
  }
}

export function askAgain(turn: Turn): void {
  const { id, question, previous } = turn;
  put({ id, question, previous });
  void answer({ id, question, previous });
}

export function newTalk(): void {
  change([]);
}

export function useTalk(): readonly Turn[] {
  return useSyncExternalStore(
    (heard) => {
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
    () => turns,
  );
}
