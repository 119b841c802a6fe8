/** What moves a lab: step, play, back to the start, and its inputs. */
import { el, icon } from "../../core/dom.js";
import { watch } from "../../core/signal.js";
import { choice } from "../../widgets/labs/choice.js";
import { scrubber } from "../../widgets/labs/scrubber.js";

const SECOND = 1000;

/** @param {HTMLElement} root of the inputs @param {HTMLElement} bar of what runs @param {LabView} view */
export function transport(root, bar, view) {
	const { lab: room, say, signal } = view;
	const { lab } = room;
	const own = lab.transport ? stepper(view, lab.transport) : null;
	/** @type {LabControls} */
	const controls = Object.entries(lab.inputs).flatMap(([name, input]) => {
		const made = input.isHidden ? null : control(name, input, view);
		if (made && room.isLocked(name)) made.root.append(icon("lock"));
		return made ? [{ name, ...made }] : [];
	});
	root.append(...controls.map((each) => each.root));
	if (own) bar.append(own.root);

	watch([room.step, room.predictions, room.inputs], () => {
		const isOpen = room.isOpen();
		const { free } = lab.steps[room.step.value];
		own?.open(isOpen && !room.isLocked(lab.transport?.input ?? ""));
		for (const { name, root: box, open } of controls) {
			const isLocked = room.isLocked(name);
			open(isOpen && !isLocked);
			box.toggleAttribute("data-quiet", isOpen && !!free && !free.includes(name));
			box.toggleAttribute("data-locked", isLocked);
			if (isLocked) box.title = say("locked");
			box.hidden = lab.inputs[name].when?.(room.inputs.value) === false;
		}
	}, signal);
}

/** @param {string} name @param {LabInput} input @param {LabView} view */
function control(name, input, view) {
	if ("control" in input && input.control) return input.control(name, input, view);
	if (input.kind === "number") return scrubber(input, name, view);
	return input.kind === "choice" ? chosen(name, input, view) : null;
}

/** @param {string} name @param {LabChoice} input @param {LabView} view */
function chosen(name, input, { lab, say, signal }) {
	const root = choice({
		legend: say(input.label), inline: true, testid: name, chosen: String(lab.inputs.value[name]),
		options: input.values.map((value) => ({ value: String(value), text: say(`${lab.lab.id}.${name}.${value}`) })),
		onChoose: (value) => lab.set({ [name]: input.values.find((each) => String(each) === value), ...input.also }),
	});
	root.dataset.input = name;
	lab.inputs.subscribe((values) => root.querySelectorAll("input").forEach((button) => (button.checked = button.value === String(values[name]))), { signal });
	return { root, open: (/** @type {boolean} */ isOpen) => void (root.disabled = !isOpen) };
}

/** @param {LabView} view @param {LabTransport} how */
function stepper(view, { input, most, speed = 8 }) {
	const { lab: room, say, signal, texts } = view;
	const last = () => (typeof most === "function" ? most(room.computed.value, room.inputs.value) : most);
	/** @type {ReturnType<typeof setInterval> | undefined} */
	let playing;
	const at = () => room.inputs.value[input];
	const go = (/** @type {number} */ to) => room.set({ [input]: Math.max(0, Math.min(last(), to)) });
	const stop = () => {
		clearInterval(playing);
		playing = undefined;
		show();
	};
	const play = () => {
		if (playing) return stop();
		if (at() >= last()) go(0);
		playing = setInterval(() => (at() >= last() ? stop() : go(at() + 1)), SECOND / speed);
		show();
	};
	/** @type {LabButton} */
	const button = (name, shape, run, kind = "round") =>
		el("button", { class: kind, testid: `lab-${name}`, "aria-label": say(`labs.${name}`), title: say(`labs.${name}`), onclick: run }, icon(shape));
	const [reset, back, start, next] = [button("reset", "reset", () => (stop(), go(0))), button("back", "undo", () => go(at() - 1)), button("play", "play", play, "play"), button("forward", "step", () => go(at() + 1))];
	next.append(say("labs.forward"));
	const count = el("output", { class: "lab-count", testid: "lab-at" });
	const root = el("div", { class: "lab-transport", role: "group", "aria-label": say("labs.run") }, reset, start, next, back, count);
	view.play = () => !start.disabled && play();
	view.forward = () => !next.disabled && go(at() + 1);
	view.rewind = () => !reset.disabled && (stop(), go(0));
	let isFree = true;
	const show = () => {
		const isMost = at() >= last();
		start.replaceChildren(icon(playing ? "pause" : "play"));
		start.ariaLabel = start.title = say(playing ? "labs.pause" : "labs.play");
		start.disabled = !isFree || last() === 0;
		next.disabled = !isFree || isMost;
		back.disabled = reset.disabled = !isFree || at() === 0;
		count.textContent = room.isOpen() ? say(room.isCovered("most") ? "labs.at.only" : "labs.at", { at: texts.format.integer(at()), most: texts.format.integer(last()) }) : "";
	};
	watch([room.inputs, room.computed], show, signal);
	signal.addEventListener("abort", () => clearInterval(playing));
	return {
		root,
		/** @param {boolean} isOpen */
		open(isOpen) {
			isFree = isOpen;
			if (!isOpen && playing) stop();
			show();
		},
	};
}
