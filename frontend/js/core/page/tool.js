/** What is opened by hand is fetched then, and not with the page. */

/**
 * Fetched once it is pointed at or asked for, and made once in each language. Where it does not come, the page has to be
 * loaded again: a browser may remember that a module failed, and ask for it no more.
 * @type {MakeTool}
 */
export function tool({ texts, notices, signal }, load, make) {
	/** @type {((...all: any) => void) | null} */
	let made = null;
	/** @type {Promise<(...all: any) => void> | null} */
	let coming = null;

	function fetched() {
		coming ??= load().then((module) => (made = (signal.aborted ? null : make(module)) ?? nothing));
		coming.catch(() => (coming = null));
		return coming;
	}

	return {
		/** So that it is there when it is asked for. */
		prepare: () => void fetched(),
		/** At once where it is there, since a clipboard wants to see the press itself; until it is, Escape takes the wish back. */
		async open(...all) {
			if (made) return made(...all);
			const wish = new AbortController();
			addEventListener("keydown", ({ key }) => key === "Escape" && wish.abort(), { signal: wish.signal });
			try {
				const open = await fetched();
				notices.dismiss("tool");
				if (!wish.signal.aborted) open(...all);
			} catch {
				const action = { label: texts.t("notice.reload"), run: () => location.reload() };
				notices.notify({ key: "tool", code: "unreachable", text: texts.t("notice.unreachable"), tone: "warning", action });
			}
			wish.abort();
		},
	};
}

const nothing = () => undefined;
