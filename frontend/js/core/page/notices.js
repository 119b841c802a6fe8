/** What went wrong or was put right, each with its way back. */
import { el } from "../dom.js";
import { signal } from "../signal.js";

/** The notices of one owner, for whom a key is there once; they are shown with those of all others. @param {Signal<Notice[]>} list */
export function createNotices(list = signal([])) {
	const owner = {};
	const isOwn = (/** @type {string} */ key) => (/** @type {Notice} */ notice) => notice.owner === owner && notice.key === key;
	const without = (/** @type {string} */ key) => list.value.filter((notice) => !isOwn(key)(notice));
	return {
		list,
		/** @param {Notice} notice */
		notify: (notice) => void (list.value = [...without(notice.key), { ...notice, owner }]),
		/** @param {string} key */
		dismiss: (key) => void (list.value = without(key)),
		/** @param {string} key */
		has: (key) => list.value.some(isOwn(key)),
		/** For another owner. @returns {Notices} */
		apart: () => createNotices(list),
	};
}

/** @param {HTMLElement} root @param {BareMounted} page */
export function noticeList(root, { texts: { t }, notices: { list }, signal }) {
	root.setAttribute("role", "status");
	list.subscribe((notices) => root.replaceChildren(...notices.map(line)), { signal });

	/** @param {Notice} notice */
	function line(notice) {
		const { code, text, tone, action } = notice;
		const close = () => (list.value = list.value.filter((each) => each !== notice));
		return el("div", { class: `notice ${tone}`, testid: "notice", "data-code": code },
			el("p", { text }),
			action ? el("button", { class: "notice-action", testid: "notice-action", text: action.label, onclick: action.run }) : null,
			el("button", { class: "close", "aria-label": t("close"), text: "×", onclick: close }),
		);
	}
}
