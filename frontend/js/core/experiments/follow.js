/** Follows the server as long as somebody looks: by asking again and again, and by its events, which spare most of the asking. */

export const PAUSE = 1000;
const LONGEST = 15_000;
/** The share of the time that may pass with asking. */
const SHARE = 4;
/** Milliseconds without an event after which none may get through. */
const QUIET = 5000;

/**
 * Asks slower where answers take long, and slower yet while none comes.
 * @param {() => Promise<number>} load how many milliseconds to wait at least until the next time; 0: there is no next time
 * @param {(error: unknown) => void} onTrouble
 */
export function poll(load, onTrouble) {
	let isBusy = false;
	let wanted = /** @type {"now" | "soon" | null} */ (null);
	let troubles = 0;
	let ready = 0;
	/** @type {ReturnType<typeof setTimeout> | undefined} */
	let timer;

	/** Asks at once, or as soon as there is an answer to the question under way. */
	async function now() {
		clearTimeout(timer);
		if (isBusy) {
			wanted = "now";
			return;
		}
		isBusy = true;
		const began = performance.now();
		let pause = PAUSE;
		try {
			pause = await load();
			troubles = 0;
		} catch (error) {
			troubles += 1;
			onTrouble(error);
		}
		isBusy = false;
		const rest = troubles ? Math.min(LONGEST, PAUSE * 2 ** troubles) : SHARE * (performance.now() - began);
		ready = performance.now() + Math.max(PAUSE, rest);
		const next = wanted;
		wanted = null;
		if (next === "now") await now();
		else if (next || pause) later(Math.max(next ? PAUSE : pause, rest));
	}

	/** Asks when it has rested from the last time. */
	function soon() {
		if (isBusy) wanted ??= "soon";
		else later(Math.max(0, ready - performance.now()));
	}

	/** @param {number} pause */
	function later(pause) {
		clearTimeout(timer);
		timer = setTimeout(() => (document.hidden ? later(Math.max(PAUSE, pause)) : now()), pause);
	}

	now();
	return { now, soon };
}

/**
 * Listens to an experiment's events until it is over. A browser has few connections to a server, and all its pages share
 * them: where nobody looks, this one is given back.
 * @param {string} url
 * @param {{onNews: (news: any) => void, onSilence: () => void}} handlers silence: it is to be asked, for an event may not get through
 * @param {(url: string) => EventSource} open
 */
export function hear(url, { onNews, onSilence }, open = (address) => new EventSource(address)) {
	/** @type {EventSource | null} */
	let source = null;
	let isHeard = false;
	let delay = PAUSE;
	/** @type {ReturnType<typeof setTimeout> | undefined} */
	let timer;

	function start() {
		if (document.hidden) return wait(start, delay);
		source = open(url);
		for (const type of ["progress", "end"]) source.addEventListener(type, take);
		source.onerror = lose;
		wait(notice, QUIET);
	}

	/** @param {MessageEvent} event */
	function take({ type, data }) {
		isHeard = true;
		delay = PAUSE;
		if (type === "end") close();
		else wait(notice, QUIET);
		onNews(JSON.parse(data));
		if (document.hidden && source) lose();
	}

	function notice() {
		if (document.hidden) return lose();
		isHeard = false;
		wait(notice, QUIET);
		onSilence();
	}

	/** It is opened again, each time a little later. */
	function lose() {
		close();
		wait(start, delay);
		delay = Math.min(LONGEST, 2 * delay);
		onSilence();
	}

	function close() {
		clearTimeout(timer);
		source?.close();
		source = null;
		isHeard = false;
	}

	/** @param {() => void} run @param {number} pause */
	function wait(run, pause) {
		clearTimeout(timer);
		timer = setTimeout(run, pause);
	}

	start();
	return { close, isHeard: () => isHeard };
}
