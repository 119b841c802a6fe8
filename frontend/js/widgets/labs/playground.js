/** The playground itself, in a frame: one session, which the lab sets up and follows over REST. */
import { call } from "../../core/api.js";
import { el } from "../../core/dom.js";
import { watch } from "../../core/signal.js";
import { styled } from "../../core/style.js";

await styled(new URL("../../../css/frame.css", import.meta.url).href);

const PAUSE = 1000;
const REST = 400;
/** What the lab sets itself; the controls of the playground that stay are those that run it. */
const HIDDEN = ["speed", "learning-rate", "activation", "loss", "optimizer", "regularization", "regularization-rate", "problem", "dataset", "noise", "train-percent", "batch-size", "samples", "regenerate", "layers"];

/** @param {HTMLElement} root @param {LabPlayground} _ @param {LabView} view */
export function playground(root, _, { lab: room, say, texts, signal }) {
	const frame = el("iframe", { class: "lab-frame", title: say("separation.network"), testid: "playground" });
	const train = el("button", { class: "solid", testid: "train", onclick: run });
	const again = el("button", { class: "wide", testid: "another", text: say("separation.again"), onclick: () => room.set({ start: (room.inputs.value.start % 8) + 1 }) });
	const said = el("p", { class: "lab-said", role: "status" });
	root.append(el("div", "lab-run", train, again, said), frame);
	/** @type {ReturnType<typeof setTimeout> | undefined} */
	let timer;
	let set = "";
	let isBusy = false;

	const path = (rest = "") => `api/sessions/${encodeURIComponent(room.computed.value.session)}${rest}`;
	signal.addEventListener("abort", () => clearTimeout(timer));
	room.inputs.subscribe(() => {
		train.textContent = say("separation.train", { epochs: texts.format.integer(room.computed.value.epochs) });
		clearTimeout(timer);
		timer = setTimeout(turn, REST);
	}, { signal });
	watch([room.predictions, room.step], () => (train.disabled = again.disabled = frame.inert = !room.isOpen()), signal);

	/** Brings the session to what the lab has, then asks how far it is, again and again. */
	async function turn() {
		if (isBusy) return;
		isBusy = true;
		try {
			await prepare();
			const { epoch, metrics, structure } = await call("GET", path());
			said.textContent = "";
			note(epoch, metrics.test_accuracy, structure);
		} catch {
			said.textContent = say("labs.away");
			room.tell({ session: null });
			set = "";
		}
		isBusy = false;
		if (!signal.aborted) timer = setTimeout(turn, PAUSE);
	}

	async function prepare() {
		const { config, session } = room.computed.value;
		const wanted = JSON.stringify(config);
		if (!session) {
			const { id } = await call("POST", "api/sessions", { config });
			room.tell({ session: id });
		} else if (wanted !== set) {
			await call("PATCH", path("/config"), config);
			await call("POST", path("/reset"), {});
		}
		set = wanted;
		const address = `./?session=${room.computed.value.session}#hide_text=true&${HIDDEN.map((name) => `${name}_hide=true`).join("&")}`;
		if (frame.getAttribute("src") !== address) frame.setAttribute("src", address);
	}

	/** @param {number} epoch @param {number | null} accuracy @param {{parameters: number}} structure */
	function note(epoch, accuracy, { parameters }) {
		const { rows, config } = room.computed.value;
		if (!epoch || accuracy === null || JSON.stringify(config) !== set) return;
		const { data: { dataset }, network: { hidden, seed } } = config;
		const row = { data: dataset, hidden: hidden.join("-") || "0", seed, parameters, epoch, accuracy };
		const isSame = (/** @type {typeof row} */ other) => other.data === row.data && other.hidden === row.hidden && other.seed === row.seed;
		const kept = rows.find(isSame);
		if (kept && (kept.epoch > epoch || (kept.epoch === epoch && kept.accuracy === accuracy))) return;
		room.tell({ rows: kept ? rows.map((/** @type {typeof row} */ other) => (isSame(other) ? row : other)) : [...rows, row] });
	}

	async function run() {
		train.disabled = true;
		try {
			await prepare();
			await call("POST", path("/pause"));
			const { epoch } = await call("GET", path());
			const { epochs } = room.computed.value;
			if (epoch < epochs) await call("POST", path("/step"), { epochs: epochs - epoch });
		} catch {
			said.textContent = say("labs.away");
		}
		train.disabled = false;
		clearTimeout(timer);
		turn();
	}
}
