/** The bar of every page: the name, the pages there are, what this one offers, its language and its theme. */
import { el, icon } from "../dom.js";

const PAGES = { playground: "./", experiments: "experiments.html", labs: "labs.html" };

/**
 * @param {HTMLElement} root @param {BareMounted} page @param {keyof PAGES} current
 * @param {{badge?: HTMLElement[], tools?: HTMLElement[], help?: HTMLElement[]}} [own] what this page adds
 */
export function header(root, { texts: { t, language }, toggleTheme, setLanguage }, current, { badge = [], tools = [], help = [] } = {}) {
	const other = language === "en" ? "fr" : "en";
	const link = (/** @type {[string, string]} */ [name, href]) => el("a", { href, "aria-current": name === current && "page", text: t(`header.${name}`) });
	root.append(
		el("h1", "brand", el("img", { src: "icon.svg", alt: "", class: "logo" }), "Tinkernet"),
		el("nav", { class: "pages", "aria-label": t("header.pages") }, ...Object.entries(PAGES).map(link)),
		...badge,
		el("span", "grow"),
		...tools,
		el("button", { class: "quiet", testid: "language", lang: other, "aria-label": t("header.language"), text: other.toUpperCase(), onclick: () => setLanguage(other) }),
		el("button", { class: "quiet", testid: "theme", "aria-label": t("header.theme"), explained: t("header.theme"), onclick: toggleTheme }, icon("theme")),
		...help,
	);
}
