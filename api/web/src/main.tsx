/** Where does the page begin? */

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { App } from "./App";
import { TextProvider } from "./text";
import "./style.css";

const root = document.getElementById("root");
if (root)
  createRoot(root).render(
    <StrictMode>
      <TextProvider>
        <App />
      </TextProvider>
    </StrictMode>,
  );
