/** How does the page talk to the server? Typed requests, problems as errors, every address relative to the page. */

import type { Job } from "./types";

const KEY = "gonghui.key";

/** An RFC 9457 problem, or a failed connection (`status` 0). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
  ) {
    super(detail || (status ? title : ""));
  }
}

/** The administrator's key lives as long as the tab. */
export function apiKey(): string {
  try {
    return sessionStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

export function keepApiKey(key: string): void {
  try {
    if (key) sessionStorage.setItem(KEY, key);
    else sessionStorage.removeItem(KEY);
  } catch {
    // A browser that keeps nothing asks again.
  }
}

export type Params = Record<string, string | number | boolean | null | undefined | readonly string[]>;

/** `documents/x?city=云州`: empty values are left out, lists repeat the name. */
export function withParams(path: string, params: Params = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (Array.isArray(value)) for (const one of value as readonly string[]) query.append(name, one);
    else if (value !== null && value !== undefined && value !== "") query.set(name, String(value));
  }
  const words = query.toString();
  return words ? `${path}?${words}` : path;
}

export function apiUrl(path: string): string {
  return new URL(`api/v1/${path}`, document.baseURI).href;
}

function headers(more: Record<string, string> = {}): Record<string, string> {
  const key = apiKey();
  return key ? { ...more, "X-API-Key": key } : more;
}

async function request(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { ...init, headers: headers(init.headers as Record<string, string>) });
  } catch (error) {
    if ((error as Error).name === "AbortError") throw error;
    throw new Problem(0, "offline", "");
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

async function problemOf(response: Response): Promise<Problem> {
  try {
    const body = (await response.json()) as { title?: string; detail?: string };
    return new Problem(response.status, body.title ?? "", body.detail ?? "");
  } catch {
    return new Problem(response.status, response.statusText, "");
  }
}

/** GET of JSON. Lists that the server pages are read to their end. */
export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await request(apiUrl(path), { signal: signal ?? null });
  const body = (await response.json()) as T;
  let next = nextPage(response);
  if (!Array.isArray(body) || !next) return body;
  const all: unknown[] = [...body];
  while (next) {
    const page = await request(next, { signal: signal ?? null });
    all.push(...((await page.json()) as unknown[]));
    next = nextPage(page);
  }
  return all as T;
}

function nextPage(response: Response): string | null {
  const link = response.headers.get("Link")?.match(/<([^>]+)>;\s*rel="?next"?/);
  if (!link?.[1]) return null;
  // Behind a prefix the server's path begins at its own root: only what follows api/v1/ is taken.
  const path = link[1].split("api/v1/").at(-1) ?? "";
  return apiUrl(path);
}

export async function getText(path: string, signal?: AbortSignal): Promise<string> {
  return (await request(apiUrl(path), { signal: signal ?? null })).text();
}

export async function post<T>(path: string, body: unknown): Promise<T> {
  const response = await request(apiUrl(path), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  return (await response.json()) as T;
}

export async function remove<T>(path: string): Promise<T> {
  return (await (await request(apiUrl(path), { method: "DELETE" })).json()) as T;
}

/** Sends files; `sent` hears the share sent, 0…1. XMLHttpRequest, because fetch tells no upload progress. */
export function upload(files: readonly File[], sent: (share: number) => void): Promise<Job> {
  const form = new FormData();
  for (const file of files) form.append("files", file, file.name);
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    call.open("POST", apiUrl("documents"));
    for (const [name, value] of Object.entries(headers())) call.setRequestHeader(name, value);
    call.upload.onprogress = (event) => event.lengthComputable && sent(event.loaded / event.total);
    call.onerror = () => reject(new Problem(0, "offline", ""));
    call.onload = () => {
      let body: unknown = null;
      try {
        body = JSON.parse(call.responseText);
      } catch {
        // A proxy's page; the status says enough.
      }
      if (call.status >= 200 && call.status < 300 && body) resolve(body as Job);
      else {
        const problem = (body ?? {}) as { title?: string; detail?: string };
        reject(new Problem(call.status, problem.title ?? call.statusText, problem.detail ?? ""));
      }
    };
    call.send(form);
  });
}

/** A job as it changes, by server-sent events read from fetch (EventSource can send no key). Ends with the job. */
export async function watchJob(id: string, heard: (job: Job) => void, signal: AbortSignal): Promise<void> {
  const response = await request(apiUrl(`jobs/${encodeURIComponent(id)}/events`), {
    headers: { Accept: "text/event-stream" },
    signal,
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) return;
  let held = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    held += value.replaceAll("\r\n", "\n");
    const events = held.split("\n\n");
    held = events.pop() ?? "";
    for (const event of events) {
      const data = event
        .split("\n")
        .filter((line) => line.startsWith("data:"))
        .map((line) => line.slice(5).trimStart())
        .join("\n");
      if (data) heard(JSON.parse(data) as Job);
    }
  }
}

/** Fetches a file with the key and hands it to the browser to keep. */
export async function saveFrom(path: string, fallback: string): Promise<void> {
  const response = await request(apiUrl(path), {});
  const named = response.headers.get("Content-Disposition") ?? "";
  const wide = named.match(/filename\*=UTF-8''([^;]+)/i)?.[1];
  const plain = named.match(/filename="?([^";]+)"?/i)?.[1];
  saveAs(wide ? decodeURIComponent(wide) : (plain ?? fallback), await response.blob());
}

export function saveAs(name: string, content: Blob | string, type = "text/plain;charset=utf-8"): void {
  const blob = typeof content === "string" ? new Blob([content], { type }) : content;
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
