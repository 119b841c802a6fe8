/** The style of what is opened by hand comes with it. @param {URL} url */
export async function styled({ href }) {
	if ([...document.styleSheets].some((sheet) => sheet.href === href)) return;
	const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
	document.head.append(link);
	await new Promise((done) => (link.onload = link.onerror = done));
}
