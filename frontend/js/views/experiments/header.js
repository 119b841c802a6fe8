/** The name, the way to the other page, and what concerns the page as a whole. */
import { el, icon } from "../../core/dom.js";

/** @param {HTMLElement} root @param {ExperimentsPage & {toggleTheme: () => void, setLanguage: (language: string) => void}} page */
export function header(root, { store, toggleTheme, setLanguage }) {
	const { t, language } = store.texts;
	const other = language === "en" ? "fr" : "en";
	root.append(
		el("h1", "brand", el("img", { src: "icon.svg", alt: "", class: "logo" }), "Tinkernet"),
		el("nav", { class: "pages", "aria-label": t("header.pages") },
			el("a", { href: "./", text: t("header.playground") }),
			el("a", { href: "experiments.html", "aria-current": "page", text: t("header.experiments") })),
		el("span", "grow"),
		el("button", { class: "quiet", testid: "language", lang: other, "aria-label": t("header.language"), text: other.toUpperCase(), onclick: () => setLanguage(other) }),
		el("button", { class: "quiet", testid: "theme", "aria-label": t("header.theme"), explained: t("header.theme"), onclick: toggleTheme }, icon("theme")),
	);
}
