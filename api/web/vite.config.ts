/// <reference types="vitest/config" />
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// The page is served from inside the Python package, under any path: every address in it is relative.
export default defineConfig({
  base: "./",
  plugins: [react()],
  build: {
    outDir: "../page",
    emptyOutDir: true,
    target: "es2020",
    // The server's content policy allows no inline script or data: module.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
  },
  server: {
    proxy: {
      "/api": "http://127.0.0.1:8000",
      "/sparql": "http://127.0.0.1:8000",
    },
  },
  test: { include: ["src/**/*.test.ts"] },
});
