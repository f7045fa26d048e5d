/** What surrounds every view: the red bar, the list of views, the open view, and where its failures end? */

import { ConfigProvider } from "antd";
import en from "antd/locale/en_US";
import zh from "antd/locale/zh_CN";
import {
  lazy,
  Suspense,
  useEffect,
  useRef,
  useState,
  type ComponentType,
  type LazyExoticComponent,
} from "react";

import { Boundary } from "./parts/Boundary";
import { Account } from "./parts/Account";
import { Waiting } from "./parts/States";
import { to, useRoute } from "./state/route";
import { useWords, type Key } from "./text";

interface View {
  name: string;
  title: Key;
  /** Not in the list of views. */
  within?: string;
  part: LazyExoticComponent<ComponentType>;
}

const VIEWS: View[] = [
  { name: "ask", title: "nav.ask", part: lazy(() => import("./views/Ask")) },
  { name: "search", title: "nav.search", part: lazy(() => import("./views/Search")) },
  { name: "ledger", title: "nav.ledger", part: lazy(() => import("./views/Ledger")) },
  { name: "trace", title: "nav.trace", part: lazy(() => import("./views/Trace")) },
  { name: "compare", title: "nav.compare", part: lazy(() => import("./views/Compare")) },
  { name: "outcomes", title: "nav.outcomes", part: lazy(() => import("./views/Outcomes")) },
  { name: "graph", title: "nav.graph", part: lazy(() => import("./views/Graph")) },
  { name: "documents", title: "nav.documents", part: lazy(() => import("./views/Documents")) },
  { name: "read", title: "nav.read", within: "documents", part: lazy(() => import("./views/Reader")) },
  { name: "topics", title: "nav.topics", part: lazy(() => import("./views/Topics")) },
];

const THEME = {
  token: {
    colorPrimary: "#b71c1c",
    colorLink: "#a31515",
    colorError: "#b00020",
    colorText: "#1f1f1f",
    colorTextSecondary: "#555555",
    colorTextTertiary: "#666666",
    colorTextDescription: "#5c5c5c",
    colorTextPlaceholder: "#6f6f6f",
    borderRadius: 4,
    fontSize: 15,
    fontFamily:
      '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", system-ui, sans-serif',
    motionDurationMid: "0.12s",
    motionDurationSlow: "0.15s",
  },
};

export function App() {
  const { t, language, change } = useWords();
  const route = useRoute();
  const [menu, setMenu] = useState(false);
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  const view = VIEWS.find((one) => one.name === route.view);
  const title = view ? t(view.title) : t("error.noView");

  useEffect(() => {
    document.title = `${title} · ${t("app.title")}`;
  }, [title, t]);
  useEffect(() => {
    setMenu(false);
    if (first.current) first.current = false;
    else {
      window.scrollTo(0, 0);
      main.current?.focus({ preventScroll: true });
    }
  }, [route.view, route.id]);

  const Part = view?.part;
  return (
    <ConfigProvider
      locale={language === "zh" ? zh : en}
      theme={THEME}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
    >
      <a
        className="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {t("app.skip")}
      </a>
      <header className="bar">
        <button
          type="button"
          className="bar-menu"
          aria-expanded={menu}
          aria-controls="nav"
          onClick={() => setMenu(!menu)}
        >
          <span aria-hidden="true">☰</span> {t("app.menu")}
        </button>
        <a className="bar-title" href={to("ask")}>
          {t("app.title")}
        </a>
        <span className="bar-slogan">{t("app.slogan")}</span>
        <span className="bar-right">
          <Account />
          <button
            type="button"
            className="bar-button"
            lang={language === "zh" ? "en" : "zh-CN"}
            onClick={() => change(language === "zh" ? "en" : "zh")}
          >
            {language === "zh" ? "English" : "中文"}
          </button>
        </span>
      </header>
      <div className="frame">
        <nav id="nav" className={menu ? "nav open" : "nav"} aria-label={t("app.nav")}>
          <ul>
            {VIEWS.filter((one) => !one.within).map((one) => {
              const here = one.name === (view?.within ?? route.view);
              return (
                <li key={one.name}>
                  <a
                    href={to(one.name)}
                    aria-current={here ? "page" : undefined}
                    onClick={() => setMenu(false)}
                  >
                    {t(one.title)}
                  </a>
                </li>
              );
            })}
          </ul>
        </nav>
        <main id="main" ref={main} tabIndex={-1} aria-label={title}>
          <Boundary key={`${route.view}/${route.id}`}>
            <Suspense fallback={<Waiting />}>{Part ? <Part /> : <h1>{t("error.noView")}</h1>}</Suspense>
          </Boundary>
        </main>
      </div>
    </ConfigProvider>
  );
}
