/** Which view is open? Hash routing (#/search?q=…), so the page works under any path. */

import { useSyncExternalStore } from "react";

export interface Route {
  view: string;
  /** What follows the view: a document's id. */
  id: string;
  params: URLSearchParams;
}

export type RouteParams = Record<string, string | number | null | undefined | readonly string[]>;

export function parseRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2) as [string, string?];
  const [view = "", ...rest] = path.split("/");
  return {
    view: view || "ask",
    id: decodeURIComponent(rest.join("/")),
    params: new URLSearchParams(query),
  };
}

/** The href of a view. */
export function to(view: string, params: RouteParams = {}, id = ""): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (Array.isArray(value)) for (const one of value as readonly string[]) query.append(name, one);
    else if (value !== null && value !== undefined && value !== "") query.set(name, String(value));
  }
  const words = query.toString();
  return `#/${view}${id ? `/${encodeURIComponent(id)}` : ""}${words ? `?${words}` : ""}`;
}

/** Opens a view; `replace` leaves no step in the history (a filter that is being set). */
export function go(href: string, replace = false): void {
  if (replace) {
    history.replaceState(null, "", href);
    window.dispatchEvent(new HashChangeEvent("hashchange"));
  } else location.hash = href;
}

function subscribe(heard: () => void): () => void {
  window.addEventListener("hashchange", heard);
  return () => window.removeEventListener("hashchange", heard);
}

let last = { hash: "\0", route: parseRoute("") };

function current(): Route {
  if (location.hash !== last.hash) last = { hash: location.hash, route: parseRoute(location.hash) };
  return last.route;
}

export function useRoute(): Route {
  return useSyncExternalStore(subscribe, current);
}
