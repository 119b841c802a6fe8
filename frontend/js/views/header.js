/** The name, and what concerns the page as a whole. */
import { element, icon } from "../core/dom.js";

const ICONS = {
  presets: "M4 5h7v6H4zM13 5h7v6h-7zM4 13h7v6H4zM13 13h7v6h-7z",
  code: "M8.7 7.3 4 12l4.7 4.7 1.4-1.4L6.8 12l3.3-3.3zM15.3 7.3 20 12l-4.7 4.7-1.4-1.4 3.3-3.3-3.3-3.3z",
  share: "M18 16.1c-.8 0-1.4.3-2 .8l-7.1-4.2c.1-.5.1-.9 0-1.4L16 7.2a3 3 0 1 0-.9-2.1c0 .2 0 .5.1.7L8 9.9a3 3 0 1 0 0 4.3l7.1 4.1-.1.7a3 3 0 1 0 3-2.9z",
  theme: "M12 3a9 9 0 1 0 0 18zM12 1a11 11 0 1 1 0 22 11 11 0 0 1 0-22z",
};

/**
 * @param {HTMLElement} root
 * @param {Object} page
 * @param {Store} page.store
 * @param {{presets: () => void, code: () => void, share: () => void, help: () => void}} page.open
 * @param {() => void} page.toggleTheme
 * @param {(language: string) => void} page.setLanguage
 *
 */
export function header(root, { store, open, toggleTheme, setLanguage }) {
  const life = new AbortController();
  const { t, language } = store.texts;
  const other = language === "en" ? "fr" : "en";
  const watching = element("span", { class: "badge", "data-testid": "watching", hidden: true, text: t("header.watching") });
  root.append(
    element("h1", { class: "brand" }, logo(), "Tinkernet"),
    watching,
    element("span", { class: "grow" }),
    button("presets", t("header.presets"), "presets", open.presets),
    button("copy-python", t("header.code"), "code", open.code),
    button("share", t("header.share"), "share", open.share),
    element("button", { type: "button", class: "quiet", "data-testid": "language", lang: other, "aria-label": t("header.language"), text: other.toUpperCase(), onclick: () => setLanguage(other) }),
    element("button", { type: "button", class: "quiet", "data-testid": "theme", "aria-label": t("header.theme"), "data-explain": t("header.theme"), "data-explain-all": true, onclick: toggleTheme }, icon(ICONS.theme)),
    element("button", { type: "button", class: "quiet", "data-testid": "help", "aria-label": t("header.help"), "data-explain": t("header.help"), "data-explain-all": true, text: "?", onclick: open.help }),
  );
  store.session.subscribe((session) => (watching.hidden = !session || session.id !== undefined), { signal: life.signal });
  return () => life.abort();
}

/** @param {string} testid @param {string} text @param {keyof typeof ICONS} shape @param {() => void} run */
function button(testid, text, shape, run) {
  return element("button", { type: "button", class: "quiet with-icon", "data-testid": testid, "aria-label": text, onclick: run }, icon(ICONS[shape]), element("span", { text }));
}

function logo() {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(namespace, "svg");
  svg.setAttribute("viewBox", "0 0 26 20");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("logo");
  const lines = document.createElementNS(namespace, "path");
  lines.setAttribute("d", "M4 4 22 10M4 16 22 10");
  svg.append(lines);
  for (const [x, y, kind] of [[4, 4, "negative"], [4, 16, "positive"], [22, 10, "out"]]) {
    const circle = document.createElementNS(namespace, "circle");
    circle.setAttribute("cx", String(x));
    circle.setAttribute("cy", String(y));
    circle.setAttribute("r", "3.4");
    circle.classList.add(String(kind));
    svg.append(circle);
  }
  return svg;
}
