/** How are the page's words chosen: Chinese first, English on request? */

import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";

import { WORDS } from "./words";

export type Language = "zh" | "en";
export type Key = keyof typeof WORDS;
export type Say = (key: Key, values?: Record<string, string | number>) => string;

interface Text {
  language: Language;
  change: (language: Language) => void;
  t: Say;
}

const KEPT = "gonghui.language";

export function say(language: Language, key: Key, values: Record<string, string | number> = {}): string {
  const words: string = WORDS[key][language === "zh" ? 0 : 1];
  return words.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The words for a value that the server sent (`kind`, `status` …); the value itself where there are none. */
export function worded(t: Say, family: string, value: string): string {
  const key = `${family}.${value}`;
  return key in WORDS ? t(key as Key) : value;
}

function keptLanguage(): Language {
  try {
    return localStorage.getItem(KEPT) === "en" ? "en" : "zh";
  } catch {
    return "zh";
  }
}

const Context = createContext<Text>({ language: "zh", change: () => undefined, t: (key) => say("zh", key) });

export function TextProvider({ children }: { children: ReactNode }) {
  const [language, set] = useState<Language>(keptLanguage);
  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    try {
      localStorage.setItem(KEPT, language);
    } catch {
      // Not kept: asked for again next time.
    }
  }, [language]);
  const value = useMemo<Text>(
    () => ({ language, change: set, t: (key, values) => say(language, key, values) }),
    [language],
  );
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useWords(): Text {
  return useContext(Context);
}
