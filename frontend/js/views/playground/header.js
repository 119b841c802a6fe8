/** The bar of the playground: what can be opened, kept and shared. */
import { el, icon } from "../../core/dom.js";
import { header } from "../../core/page/header.js";

/** @param {HTMLElement} root @param {LivePage & {tools: Record<string, Tool<any>>}} page */
export function playgroundHeader(root, page) {
	const { texts: { t }, store, tools, signal } = page;
	const watching = el("span", { class: "badge", testid: "watching", hidden: true, text: t("header.watching") });
	/** @param {string} name @param {Record<string, any>} own @param {...Node} children */
	function button(name, own, ...children) {
		const { open, prepare } = tools[name];
		return el("button", { testid: name, "aria-label": t(`header.${name}`), explained: t(`header.${name}`), onpointerenter: prepare, onfocus: prepare, onclick: () => open(), ...own }, ...children);
	}
	const withIcon = (/** @type {string} */ name, own = {}) => button(name, { class: "quiet with-icon", ...own }, icon(name), el("span", { text: t(`header.${name}`) }));
	const presets = withIcon("presets");
	header(root, page, "playground", {
		badge: [watching],
		tools: [presets, withIcon("code", { testid: "copy-python" }), withIcon("share"), el("span", { "data-view": "file" })],
		help: [button("help", { class: "quiet", text: "?" })],
	});
	store.session.subscribe(() => {
		watching.hidden = !store.isWatching();
		presets.hidden = store.isWatching();
	}, { signal });
}
