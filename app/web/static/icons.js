/* Line icons, drawn here: each is a list of SVG paths on a 24 by 24 grid. Decoration only: who cannot
   see them hears the button's own label. */

const PATHS = {
  plus: ["M12 5v14M5 12h14"],
  trash: ["M4 7h16M9 7V4h6v3M6.5 7l1 13h9l1-13M10 11v5M14 11v5"],
  menu: ["M4 7h16M4 12h16M4 17h16"],
  close: ["M6 6l12 12M18 6L6 18"],
  up: ["M7 11v9H4v-9zM7 11l4-8c1.7 0 2.6 1.2 2.2 3L12.6 9H19a1.8 1.8 0 0 1 1.8 2.2l-1.5 7A2.3 2.3 0 0 1 17 20H7"],
  down: ["M7 13V4H4v9zM7 13l4 8c1.7 0 2.6-1.2 2.2-3l-.6-3H19a1.8 1.8 0 0 0 1.8-2.2l-1.5-7A2.3 2.3 0 0 0 17 4H7"],
  copy: ["M9 9h11v11H9z", "M15 9V4H4v11h5"],
  check: ["M5 12.5l4.5 4.5L19 7.5"],
  stop: ["M7 7h10v10H7z"],
  send: ["M12 19V5M6 11l6-6 6 6"],
  local: ["M4 11l8-7 8 7M6 9.5V20h12V9.5M10 20v-6h4v6"],
  cloud: ["M7 18.5a4.5 4.5 0 0 1-.6-8.96A6 6 0 0 1 18 10.6a4 4 0 0 1-.6 7.9z"],
  leaving: ["M14 4h6v6M20 4l-9 9M18 14v6H4V6h6"],
  theme: ["M12 3.5a8.5 8.5 0 1 0 0 17z", "M12 3.5a8.5 8.5 0 0 1 0 17"],
  help: ["M9.2 9a2.9 2.9 0 1 1 4.2 2.6c-.9.5-1.4 1.1-1.4 2.2M12 17.2v.1", "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z"],
  out: ["M10 4H5v16h5M15 8l4 4-4 4M19 12H9"],
  gauge: ["M4 18a8.5 8.5 0 1 1 16 0M12 15l4-5"],
  warning: ["M12 4L2.8 20h18.4zM12 10v4.5M12 17.2v.1"],
  person: ["M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.5 20.5c.6-4 3.6-5.7 7.5-5.7s6.9 1.7 7.5 5.7"],
  again: ["M19.5 12a7.5 7.5 0 1 1-2.4-5.5L19.5 9M19.5 4v5h-5"],
};

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", `glyph glyph-${name}`);
  for (const d of PATHS[name]) {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}
