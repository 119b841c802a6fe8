/** What hands have drawn: shown at once, sent at most once a picture, and gone again where the server refuses it. */
import { valuesAt } from "../../lib/in-units.js";
import { MOST_CLASSES, labelOf, offered } from "../../lib/labels.js";
import { entries, withChange } from "../../lib/points.js";
import { placed } from "../../lib/units.js";

/** Messages that may be under way, and milliseconds between two: the stream takes 100 a second. */
const MOST = 3;
const PACE = 15;
const MOST_POINTS = 5000;

/** @param {LivePage} page @param {DrawnOn["show"]} show @param {(key: string) => void} say */
export function pencilEdits({ store, actions, signal }, show, say) {
	const own = Math.random().toString(36).slice(2, 10);
	let strokes = 0;
	let underway = 0;
	let sent = 0;
	let scheduled = false;
	let isNews = false;
	/** What is not told by the server yet; points that come have large ids of their own. @type {{added: [number, ...Point][], moved: Map<number, PlanePlace>, removed: Set<number>}} */
	const local = { added: [], moved: new Map(), removed: new Set() };
	/** What of it is not sent yet. @type {{added: [number, ...Point][], moved: Set<number>, removed: Set<number>}} */
	const unsent = { added: [], moved: new Set(), removed: new Set() };
	/** The first points of a set that is begun anew: one alone is none. @type {Point[] | null} */
	let fresh = null;
	let begins = false;
	let lastId = 2 ** 52;
	const units = () => store.points.value.units;
	const gesture = () => `${own}-${strokes}`;

	/** @param {Points} points */
	function shown(points) {
		if (fresh) return { ...points, train: fresh, test: [], points: fresh, sides: fresh.map(() => /** @type {const} */ ("train")), ids: fresh.map((_, i) => i) };
		if (!local.added.length && !local.moved.size && !local.removed.size) return points;
		return withChange(points, {
			added: local.added.map((row) => [...row, "train"]),
			moved: [...local.moved].map(([id, { x1, x2 }]) => [id, x1, x2]),
			removed: [...local.removed],
		});
	}

	function changed() {
		isNews = true;
		schedule();
	}

	function schedule() {
		if (scheduled) return;
		scheduled = true;
		requestAnimationFrame(flush);
	}

	function flush() {
		scheduled = false;
		if (isNews) show(shown);
		isNews = false;
		const waits = unsent.added.length + unsent.moved.size + unsent.removed.size > 0;
		if (!waits || fresh) return;
		if (underway >= MOST || performance.now() - sent < PACE) return schedule();
		sent = performance.now();
		sendMoves();
		sendAdded();
		sendRemoved();
	}

	/** @param {string} type @param {Record<string, unknown>} fields @param {() => void} forget */
	async function send(type, fields, forget) {
		underway += 1;
		await actions.editPoints(type, { ...fields, gesture: gesture() });
		underway -= 1;
		forget();
		changed();
	}

	function sendMoves() {
		if (!unsent.moved.size) return;
		const now = [...unsent.moved].flatMap((id) => (local.moved.has(id) ? [{ id, place: /** @type {PlanePlace} */ (local.moved.get(id)) }] : []));
		unsent.moved.clear();
		send("move_points", { moves: now.map(({ id, place }) => ({ id, ...place })) }, () => {
			for (const { id, place } of now) if (local.moved.get(id) === place) local.moved.delete(id);
		});
	}

	function sendAdded() {
		const now = unsent.added.splice(0);
		if (!now.length) return;
		send("add_points", { points: now.map(([, ...row]) => row) }, () => {
			local.added = local.added.filter((row) => !now.includes(row));
		});
	}

	function sendRemoved() {
		if (!unsent.removed.size) return;
		const ids = [...unsent.removed];
		unsent.removed.clear();
		send("remove_points", { ids }, () => ids.forEach((id) => local.removed.delete(id)));
	}

	/** A further class takes the usual loss and output, where those that were chosen do not fit. @param {number} label */
	function makeRoom(label) {
		const { training: { loss }, network: { output } } = store.config.value;
		if (label < Math.max(2, store.session.value?.classes ?? 2)) return;
		if ((loss && loss !== "cross_entropy") || (output !== "auto" && output !== "linear")) {
			actions.editPoints("configure", { config: { training: { loss: null }, network: { output: "auto" } } });
		}
	}

	/** Two points are a set: it takes the place of the one that was cleared away. */
	async function begin() {
		const points = fresh ?? [];
		if (points.length < 2) return say("pencil.cleared");
		if (begins) return;
		begins = true;
		const { class_names: names, task, train_percent, seed } = store.points.value;
		const most = Math.max(...points.map(([, , label]) => label));
		const class_names = names.length && most >= Math.max(2, names.length) ? offered(names) : names;
		await actions.editPoints("set_points", { points, task, class_names, train_percent, seed, units: units(), gesture: gesture() });
		begins = false;
		if (fresh && fresh !== points) return begin();
		fresh = null;
		say("pencil.hint");
		changed();
	}

	signal.addEventListener("abort", () => show((points) => points));

	return {
		/** All points as they are shown, on the square; labels as they are. */
		all() {
			const all = entries(shown(store.points.value));
			const rows = placed(all.map(({ row }) => row), units());
			return all.map((entry, i) => ({ ...entry, row: /** @type {Point} */ ([rows[i][0], rows[i][1], entry.row[2]]) }));
		},
		/** Whether a set is begun anew. */
		isFresh: () => fresh !== null,
		/** What follows belongs together. */
		beginGesture: () => void (strokes += 1),
		/** @param {PlanePlace[]} places @param {number} kind the number of a class; of a regression the value itself */
		add(places, kind) {
			const classes = fresh ? store.points.value.class_names.length : (store.session.value?.classes ?? 0);
			const room = MOST_POINTS - this.all().length;
			if (places.length > room) say("pencil.full");
			const label = classes ? labelOf(Math.min(kind, MOST_CLASSES - 1), classes) : kind;
			const rows = places.slice(0, Math.max(0, room)).map((place) => {
				const { x1, x2 } = valuesAt(units(), place);
				return /** @type {Point} */ ([x1, x2, label]);
			});
			if (!rows.length) return;
			if (classes) makeRoom(label);
			if (fresh) {
				fresh = [...fresh, ...rows];
				changed();
				return void begin();
			}
			const added = rows.map((row) => /** @type {[number, ...Point]} */ ([(lastId += 1), ...row]));
			local.added = [...local.added, ...added];
			unsent.added.push(...added);
			changed();
		},
		/** @param {number} id @param {PlanePlace} onSquare */
		move(id, onSquare) {
			const place = valuesAt(units(), onSquare);
			if (fresh) fresh = fresh.map((row, i) => (i === id ? [place.x1, place.x2, row[2]] : row));
			else {
				local.moved.set(id, place);
				unsent.moved.add(id);
			}
			changed();
		},
		/** @param {number[]} ids */
		remove(ids) {
			const left = this.all().length - ids.length;
			if (fresh) fresh = fresh.filter((_, i) => !ids.includes(i));
			else if (left < 2) return say("pencil.last");
			else {
				for (const id of ids) {
					if (local.added.some(([other]) => other === id)) continue;
					local.removed.add(id);
					unsent.removed.add(id);
				}
			}
			changed();
		},
		/** Nothing is there; the network trains on the old points until there are new ones. */
		clear() {
			fresh = [];
			say("pencil.cleared");
			changed();
		},
		undo() {
			if (!fresh) return void actions.editPoints("undo_points");
			fresh = fresh.length ? fresh.slice(0, -1) : null;
			changed();
		},
		redo: () => void actions.editPoints("redo_points"),
		/** The points that are there become one's own. */
		keep: () => void actions.editPoints("set_points"),
		/** What was begun anew and is no set yet is given up. */
		leave() {
			fresh = null;
			show((points) => points);
		},
	};
}
