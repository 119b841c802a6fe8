/** Opens the session of this visit and keeps its stream: which session, what comes in, what to say when it breaks. */
import { readHash } from "../../lib/hash.js";
import { ApiError, failureText } from "../api.js";
import { createFrames } from "./frames.js";
import { openStream } from "./stream.js";

const KEPT = "tinkernet.session";
/** Milliseconds between two looks at the server's history, and the gap in epochs that makes it worth a look. */
const REFRESH = 1000;
const SPARSE = 9;

/** @param {Omit<Page, "signal"> & {storage: Storage}} page with the storage of this tab */
export function createConnection({ store, actions, api, storage }) {
	/** @type {Stream | null} */
	let stream = null;
	let joined = "";
	let refreshed = { at: 0, epoch: -1 };
	const frames = createFrames({ draw, drawn: (sequence) => stream?.drawn(sequence) });

	/** Where epochs pass faster than frames, the server knows more of the history than the frames tell. @param {Frame} frame */
	function draw(frame) {
		actions.receiveFrame(frame);
		const [before = 0, last = 0] = store.history.value.epochs.slice(-2);
		const due = frame.status !== "playing" || performance.now() - refreshed.at > REFRESH;
		if (last - before < SPARSE || !due || frame.epoch === refreshed.epoch) return;
		refreshed = { at: performance.now(), epoch: frame.epoch };
		const take = (/** @type {any} */ answer) => (store.frame.value?.epoch ?? 0) >= frame.epoch && actions.receiveHistory(answer);
		api.history(joined).then(take, () => undefined);
	}

	/** The session that the address or this tab names, else a new one with the settings of the address. */
	async function start() {
		const named = new URLSearchParams(location.search).get("session");
		const kept = isReturn() ? storage.getItem(KEPT) : null;
		const id = named ?? kept;
		if (!id) return create();
		try {
			join(id, await api.session(id));
		} catch (error) {
			if (!(error instanceof ApiError) || error.status >= 500) return fail(error, start);
			if (named) offerNew();
			else await create();
		}
	}

	/** A session with the settings of the address. */
	async function create() {
		const { config, view, corrections } = readHash(location.hash, store.options);
		actions.setView(view);
		actions.reportCorrections(corrections);
		try {
			const session = await api.createSession(config);
			join(/** @type {string} */ (session.id), session);
		} catch (error) {
			fail(error, create);
		}
	}

	/** @param {string} id @param {Session} session */
	function join(id, session) {
		stream?.close();
		actions.dismiss("start");
		if (session.id) storage.setItem(KEPT, session.id);
		actions.receiveState(session);
		joined = id;
		const { protocol, host, hostname } = location;
		const url = `${protocol === "https:" ? "wss" : "ws"}://${host}/api/sessions/${encodeURIComponent(id)}/stream`;
		stream = openStream(url, { onEvent: receive, onFrame: frames.receive, onConnection: noteConnection }, {
			open: (address) => new WebSocket(address),
			later: (run, milliseconds) => setTimeout(run, milliseconds),
			exists: () => api.session(id).then(() => true, (error) => !(error instanceof ApiError) || error.status !== 404),
		});
		if (!["localhost", "127.0.0.1", "[::1]"].includes(hostname)) stream.view({ encoding: "differences" });
	}

	/** @param {any} event */
	function receive(event) {
		if (event.type === "state") actions.receiveState(event);
		else if (event.type === "points") store.points.value = { train: event.train, test: event.test };
		else if (event.type === "history") actions.receiveHistory(event);
		else if (event.type === "notice") actions.receiveNotice(event);
	}

	/** @param {"open" | "lost" | "gone"} state */
	function noteConnection(state) {
		const { t } = store.texts;
		if (state === "open") actions.dismiss("connection");
		else if (state === "gone") offerNew();
		else actions.notify({ key: "connection", code: "connection_lost", text: t("notice.lost"), tone: "info" });
	}

	/** The session is not there any more: its settings are still in the address. */
	function offerNew() {
		const { t } = store.texts;
		storage.removeItem(KEPT);
		actions.dismiss("connection");
		actions.notify({ key: "start", code: "expired", text: t("notice.expired"), tone: "warning", action: { label: t("notice.expired.action"), run: renew } });
	}

	function forget() {
		history.replaceState(null, "", location.pathname + location.hash);
	}

	async function renew() {
		forget();
		await create();
	}

	/** Goes on with a new session in the place of the one there was. @param {Session} session */
	function adopt(session) {
		forget();
		store.preset.value = null;
		join(/** @type {string} */ (session.id), session);
	}

	/** @param {unknown} error @param {() => Promise<void>} again */
	function fail(error, again) {
		const { t } = store.texts;
		const busy = error instanceof ApiError && error.status === 429;
		const text = busy ? t("notice.busy", { seconds: error.retryAfter || 10 }) : failureText(error, store.texts);
		actions.notify({ key: "start", code: busy ? "busy" : "unreachable", text, tone: "warning", action: { label: t("notice.retry"), run: () => void again() } });
		if (busy) setTimeout(again, 1000 * (error.retryAfter || 10));
	}

	return { start, adopt, stream: () => stream };
}

/** Coming back to the page, from our other pages too, goes on with its session; a link that is opened starts one of its own. */
function isReturn() {
	const [entry] = performance.getEntriesByType("navigation");
	const isFromHere = document.referrer.startsWith(`${location.origin}/`) && !location.hash;
	return isFromHere || ["reload", "back_forward"].includes(/** @type {any} */ (entry)?.type);
}
