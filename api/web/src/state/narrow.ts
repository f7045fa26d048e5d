/** Is the window as narrow as a phone? The same width as in style.css. */

import { useSyncExternalStore } from "react";

const query = window.matchMedia("(max-width: 820px)");

function subscribe(heard: () => void): () => void {
  query.addEventListener("change", heard);
  return () => query.removeEventListener("change", heard);
}

export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => query.matches);
}
