/** What a page cannot begin without: asked for until it comes, a little later each time. */

const FIRST_DELAY = 1000;
const LONGEST_DELAY = 15_000;

/**
 * @template T
 * @param {() => Promise<T>} load
 * @param {HTMLTemplateElement} template of a notice, as the texts may be what is missing; its button tries again at once
 * @returns {Promise<T>}
 */
export async function openedAtLast(load, template) {
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
