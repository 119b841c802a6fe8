/** Opens a page: what it cannot begin without is loaded, then its views are put in place, anew in each language. */
import { createAddress } from "./address.js";
import { createNotices, noticeList } from "./notices.js";
import { loadTexts } from "./texts.js";
import { applyTheme, followTheme } from "./theme.js";
import { tool } from "./tool.js";

const FIRST = ["pointerover", "focusin"];
const FIRST_DELAY = 1000;
const LONGEST_DELAY = 15_000;

/** @type {OpenPage} */
export async function openPage({ texts: parts, title, load = async () => null }, begin) {
	applyTheme();
	const opening = /** @type {HTMLTemplateElement} */ (document.querySelector("template[data-opening]"));
	const [texts, loaded] = await atLast(() => Promise.all([loadTexts(parts), load()]), opening);
	/** @type {BarePage} */
	const page = {
		texts,
		notices: createNotices(),
		address: createAddress(),
		themed() {},
		toggleTheme: followTheme(() => page.themed()),
		async setLanguage(language) {
			page.texts = await loadTexts(parts, language);
			life.abort();
			life = mounted();
			/** @type {HTMLElement | null} */ (document.querySelector('[data-testid="language"]'))?.focus();
		},
	};
	const mount = await begin(page, loaded);
	let life = mounted();

	function mounted() {
		const life = new AbortController();
		const here = { ...page, signal: life.signal };
		document.documentElement.lang = page.texts.language;
		if (title) document.title = `${page.texts.t(title)} · Tinkernet`;
		mount(place, here);
		noticeList(place("notices"), here);
		explainLater(here);
		return life;
	}
}

/** Explains from the first thing on that is pointed at or focused. @param {BareMounted} page */
function explainLater({ texts, notices, signal }) {
	const { body } = document;
	const { open } = tool({ texts, notices: notices.apart(), signal }, () => import("./explainer.js"), ({ explainer }) => {
		for (const type of FIRST) body.removeEventListener(type, open);
		return explainer(body, { texts, signal });
	});
	for (const type of FIRST) body.addEventListener(type, open, { signal });
}

/** A place of the page, emptied. @param {string} name */
function place(name) {
	const found = /** @type {HTMLElement} */ (document.querySelector(`[data-view="${name}"]`));
	found.replaceChildren();
	return found;
}

/** Asked for until it comes, a little later each time. @type {AtLast} */
async function atLast(load, template) {
	const notice = /** @type {Element} */ (template.content.firstElementChild);
	for (let delay = FIRST_DELAY; ; delay = Math.min(LONGEST_DELAY, 2 * delay)) {
		try {
			const loaded = await load();
			notice.remove();
			return loaded;
		} catch {
			template.after(notice);
			await new Promise((resolve) => {
				notice.querySelector("button")?.addEventListener("click", resolve, { once: true });
				setTimeout(resolve, delay);
			});
		}
	}
}
