/** What did the server say to a GET? Shown at once from the last time, then asked again (ETags make that cheap). */

import { useCallback, useEffect, useState } from "react";

import { get, getText } from "../api/client";

export interface Loaded<T> {
  data: T | undefined;
  error: Error | null;
  loading: boolean;
  again: () => void;
}

const held = new Map<string, unknown>();
const MOST = 60;
const listeners = new Set<() => void>();

function hold(path: string, data: unknown): void {
  held.delete(path);
  held.set(path, data);
  const oldest = held.keys().next().value;
  if (held.size > MOST && oldest !== undefined) held.delete(oldest);
}

/** After a change on the server (upload, correction, key): everything is asked again. */
export function forgetAll(): void {
  held.clear();
  for (const heard of listeners) heard();
}

function useLoaded<T>(
  path: string | null,
  read: (path: string, signal: AbortSignal) => Promise<T>,
): Loaded<T> {
  const [state, set] = useState<{ path: string | null; data?: T; error: Error | null }>({
    path: null,
    error: null,
  });
  const [turn, setTurn] = useState(0);
  const again = useCallback(() => setTurn((n) => n + 1), []);
  useEffect(() => {
    listeners.add(again);
    return () => void listeners.delete(again);
  }, [again]);
  useEffect(() => {
    if (path === null) return undefined;
    const control = new AbortController();
    read(path, control.signal).then(
      (data) => {
        hold(path, data);
        set({ path, data, error: null });
      },
      (error: Error) => {
        if (!control.signal.aborted) set({ path, error });
      },
    );
    return () => control.abort();
  }, [path, turn, read]);
  const mine = state.path === path;
  const data =
    path === null ? undefined : ((mine ? state.data : undefined) ?? (held.get(path) as T | undefined));
  const error = mine ? state.error : null;
  return { data, error, loading: path !== null && data === undefined && !error, again };
}

/** GET of JSON; no request where `path` is null. */
export function useGet<T>(path: string | null): Loaded<T> {
  return useLoaded<T>(path, get as (path: string, signal: AbortSignal) => Promise<T>);
}

/** GETs of several paths as one list, in their order; none where there are no paths. */
export function useEach<T>(paths: readonly string[]): Loaded<T[]> {
  return useLoaded<T[]>(
    paths.length ? paths.join("\n") : null,
    getEach as (path: string, signal: AbortSignal) => Promise<T[]>,
  );
}

function getEach(paths: string, signal: AbortSignal): Promise<unknown[]> {
  return Promise.all(paths.split("\n").map((path) => get(path, signal)));
}

export function useText(path: string | null): Loaded<string> {
  return useLoaded<string>(path, getText);
}
