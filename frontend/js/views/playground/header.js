/** The name, and what concerns the page as a whole. */
import { el, icon } from "../../core/dom.js";

/** @param {HTMLElement} root @param {HeaderPage} page */
export function header(root, { store, open, toggleTheme, setLanguage, signal }) {
	const { t, language } = store.texts;
	const other = language === "en" ? "fr" : "en";
	const watching = el("span", { class: "badge", testid: "watching", hidden: true, text: t("header.watching") });
	const tool = (/** @type {string} */ name, testid = name) =>
		el("button", { class: "quiet with-icon", testid, "aria-label": t(`header.${name}`), explained: t(`header.${name}`), onclick: open[name] }, icon(name), el("span", { text: t(`header.${name}`) }));
	const presets = tool("presets");
	root.append(
		el("h1", "brand", el("img", { src: "icon.svg", alt: "", class: "logo" }), "Tinkernet"),
		el("nav", { class: "pages", "aria-label": t("header.pages") },
			el("a", { href: "./", "aria-current": "page", text: t("header.playground") }),
			el("a", { href: "experiments.html", text: t("header.experiments") })),
		watching,
		el("span", "grow"),
		presets,
		tool("code", "copy-python"),
		tool("share"),
		el("span", { "data-view": "file" }),
		el("button", { class: "quiet", testid: "language", lang: other, "aria-label": t("header.language"),
			text: other.toUpperCase(), onclick: () => setLanguage(other) }),
		el("button", { class: "quiet", testid: "theme", "aria-label": t("header.theme"), explained: t("header.theme"), onclick: toggleTheme }, icon("theme")),
		el("button", { class: "quiet", testid: "help", "aria-label": t("header.help"), explained: t("header.help"), text: "?", onclick: open.help }),
	);
	store.session.subscribe(() => {
		watching.hidden = !store.isWatching();
		presets.hidden = store.isWatching();
	}, { signal });
}
