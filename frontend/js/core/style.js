/** The style of a tool, which comes with it. */
import { el } from "./dom.js";

/** Once the page has it. @param {string} href */
export async function styled(href) {
	if ([...document.styleSheets].some((sheet) => sheet.href === href)) return;
	const link = el("link", { rel: "stylesheet", href });
	document.head.append(link);
	await new Promise((done) => (link.onload = link.onerror = done));
}
