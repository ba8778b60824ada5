/* Dark and light: the system's choice until somebody chooses otherwise here. Colours are in base.css. */

import { remember } from "./store.js";

const system = matchMedia("(prefers-color-scheme: dark)");

export const isDark = () => {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : system.matches;
};

export function toggle() {
  const dark = !isDark();
  const chosen = dark === system.matches ? null : dark ? "dark" : "light";
  if (chosen) document.documentElement.dataset.theme = chosen;
  else delete document.documentElement.dataset.theme;
  remember("theme", chosen);
}
