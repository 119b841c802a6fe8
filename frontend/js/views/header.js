/** The name, and what concerns the page as a whole. */
import { el, icon } from "../core/dom.js";

/**
 * @param {HTMLElement} root
 * @param {Page & {open: Record<string, () => void>, toggleTheme: () => void, setLanguage: (language: string) => void}} page
 */
export function header(root, { store, open, toggleTheme, setLanguage, signal }) {
	const { t, language } = store.texts;
	const other = language === "en" ? "fr" : "en";
	const watching = el("span", { class: "badge", testid: "watching", hidden: true, text: t("header.watching") });
	root.append(
		el("h1", "brand", el("img", { src: "icon.svg", alt: "", class: "logo" }), "Tinkernet"),
		watching,
		el("span", "grow"),
		button("presets", t("header.presets"), "presets", open.presets),
		button("copy-python", t("header.code"), "code", open.code),
		button("share", t("header.share"), "share", open.share),
		el("button", { class: "quiet", testid: "language", lang: other, "aria-label": t("header.language"),
			text: other.toUpperCase(), onclick: () => setLanguage(other) }),
		el("button", { class: "quiet", testid: "theme", "aria-label": t("header.theme"), explained: t("header.theme"), onclick: toggleTheme }, icon("theme")),
		el("button", { class: "quiet", testid: "help", "aria-label": t("header.help"), explained: t("header.help"), text: "?", onclick: open.help }),
	);
	store.session.subscribe((session) => (watching.hidden = !session || session.id !== undefined), { signal });
}

/** @param {string} testid @param {string} text @param {string} shape @param {() => void} run */
function button(testid, text, shape, run) {
	return el("button", { class: "quiet with-icon", testid: testid, "aria-label": text, onclick: run }, icon(shape), el("span", { text }));
}
