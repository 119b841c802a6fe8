/** What went wrong or was put right, each with its way back. */
import { el } from "../core/dom.js";

/** @param {HTMLElement} root @param {NoticesPage} page */
export function notices(root, { store, actions, signal }) {
	const { t } = store.texts;
	root.setAttribute("role", "status");
	store.notices.subscribe((list) => root.replaceChildren(...list.map(notice)), { signal });

	/** @param {Notice} notice */
	function notice({ key, code, text, tone, action }) {
		return el("div", { class: `notice ${tone}`, testid: "notice", "data-code": code },
			el("p", { text }),
			action ? el("button", { class: "notice-action", testid: "notice-action", text: action.label, onclick: action.run }) : null,
			el("button", { class: "close", "aria-label": t("close"), text: "×", onclick: () => actions.dismiss(key) }),
		);
	}
}
