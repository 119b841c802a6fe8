/** Styles that come with a tool. */
import { el } from "./dom.js";

/** @param {string} href of a style that the page has from then on */
export async function styled(href) {
	if ([...document.styleSheets].some((sheet) => sheet.href === href)) return;
	const link = el("link", { rel: "stylesheet", href });
	document.head.append(link);
	await new Promise((done) => (link.onload = link.onerror = done));
}
