/** PyTorch has the last word: once a hand rests, the server computes the same, and the page shows its numbers where they differ. */
import { ApiError } from "../api.js";
import { signal } from "../signal.js";
import { compute } from "./api.js";

const REST = 250;
const LONGEST = 30_000;
const TOLERANCE = 1e-9;

/** @param {number} a @param {number} b */
const agree = (a, b) => Object.is(a, b) || (Number.isNaN(a) && Number.isNaN(b)) || Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(b));

/** Checks what a lab shows after each change; one question at a time, and the newest wins. @type {Verify} */
export function verified({ ask, read, numbers }, { inputs, computed }, over) {
	/** @type {Signal<LabCheck>} */
	const check = signal({ state: "none", numbers: [] });
	/** @type {ReturnType<typeof setTimeout> | undefined} */
	let timer;
	let isAsking = false;
	let pause = REST;

	inputs.subscribe(later, { signal: over });
	over.addEventListener("abort", () => clearTimeout(timer));

	function later() {
		check.value = { state: "none", numbers: [] };
		clearTimeout(timer);
		timer = setTimeout(now, pause);
	}

	async function now() {
		const question = isAsking ? null : ask(inputs.value, computed.value);
		if (!question) return;
		isAsking = true;
		const asked = inputs.value;
		const answer = await compute(...question).catch((error) => error);
		isAsking = false;
		if (over.aborted) return;
		if (inputs.value !== asked) return later();
		const isAway = answer instanceof Error && !(answer instanceof ApiError && answer.status < 500);
		pause = isAway ? Math.min(LONGEST, 2 * pause) : REST;
		if (!(answer instanceof Error)) compare(read(answer, computed.value));
		else if (isAway) {
			later();
			check.value = { state: "away", numbers: [] };
		}
	}

	/** @param {any} truth */
	function compare(truth) {
		const [shown, found] = [computed.value, truth].map((each) => Object.entries(numbers(each, inputs.value)));
		const pairs = found.map(([name, value], i) => ({ name, truth: value ?? NaN, shown: shown[i]?.[1] ?? NaN }));
		const wrong = pairs.find((pair) => !agree(pair.shown, pair.truth));
		computed.value = truth;
		check.value = { state: wrong ? "no" : "yes", numbers: pairs, wrong };
	}

	return check;
}
