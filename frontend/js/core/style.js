/** The style of what is opened by hand comes with it. @param {URL} url */
export const styled = ({ href }) =>
	[...document.styleSheets].some((sheet) => sheet.href === href) ||
	new Promise((done) => document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: done, onerror: done })));
