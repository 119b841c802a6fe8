/** Files for whoever sits before the page. */
import { el } from "./dom.js";

/** Keeps an answer as a file. @param {Response} answer @param {string} name where it gives none */
export async function download(answer, name) {
	const [, given = name] = answer.headers.get("Content-Disposition")?.match(/filename="([^"]+)"/) ?? [];
	const link = Object.assign(el("a"), { href: URL.createObjectURL(await answer.blob()), download: given });
	link.click();
	URL.revokeObjectURL(link.href);
}
