/** Keeps a session and its stream: which one it is, and what to say when it breaks. */
import { same, valueAt } from "../../lib/config.js";
import { ApiError, failureText } from "../api.js";
import { createFrames } from "./frames.js";
import { openStream } from "./stream.js";
import { fillHistory } from "./viewer.js";

/** Whether it comes from a link that does not say on which side its points are. @param {Config} config */
const isOld = ({ data: { points, sides } }) => points && !sides;

/** The server knows of files how their points were split. @param {Config} config */
const asFile = (config) => new Blob([JSON.stringify(config)], { type: "application/json" });

/** @param {LiveParts & {inbox: Inbox, actions: Actions, api: SessionApi, visit: Visit, edges: LiveEdges}} parts */
export function createConnection({ page, store, notices, inbox, actions, api, visit, edges }) {
	/** @type {Stream | null} */
	let stream = null;
	let joined = "";
	const fill = fillHistory(store, inbox, () => api.history(joined));
	const frames = createFrames({
		draw(frame) {
			inbox.takeFrame(frame);
			fill(frame);
		},
		drawn: (sequence) => stream?.drawn(sequence),
		paint: edges.paint,
	});

	/** The session that the visit names or has kept, else a new one. */
	async function start() {
		const named = visit.named();
		const id = named ?? visit.kept();
		if (!id) return create();
		try {
			const session = await api.find(id);
			if (named) actions.setView((await visit.settings()).view);
			join(id, session);
		} catch (error) {
			if (!(error instanceof ApiError) || error.status >= 500) return fail(error, start);
			if (named) offerNew();
			else await create();
		}
	}

	/** A session with the settings of the visit. */
	async function create() {
		const { config, view, corrections } = await visit.settings();
		actions.setView(view);
		actions.report(corrections);
		await begin(config);
	}

	/** What the server does not take of a link is said, and the defaults take its place. @param {Config} config */
	async function begin(config) {
		try {
			const session = await (isOld(config) ? api.import(asFile(config)) : api.create(config));
			join(/** @type {string} */ (session.id), session);
		} catch (error) {
			const { defaults } = page.options;
			if (!(error instanceof ApiError) || error.code !== "invalid_config" || same(config, defaults)) return fail(error, create);
			notices.notify({ key: "refused", code: error.code, text: failureText(error, page.texts), tone: "warning" });
			const [section] = error.field.split(".");
			const less = { ...config, [section]: valueAt(defaults, section) };
			await begin(same(less, config) ? defaults : less);
		}
	}

	/** @param {string} id @param {Session} session */
	function join(id, session) {
		stream?.close();
		notices.dismiss("start");
		if (session.id) visit.keep(session.id);
		inbox.takeState(session);
		joined = id;
		stream = openStream(`/api/sessions/${encodeURIComponent(id)}/stream`, { onEvent: inbox.take, onFrame: frames.receive, onConnection: note }, {
			...edges,
			exists: () => api.find(id).then(() => true, (error) => !(error instanceof ApiError) || error.status !== 404),
		});
		if (edges.encoding !== "none") stream.view({ encoding: edges.encoding });
	}

	/** @param {"open" | "lost" | "gone"} state */
	function note(state) {
		if (state === "open") notices.dismiss("connection");
		else if (state === "gone") offerNew();
		else notices.notify({ key: "connection", code: "connection_lost", text: page.texts.t("notice.lost"), tone: "info" });
	}

	/** The session is not there any more: its settings are still in the address. */
	function offerNew() {
		const { t } = page.texts;
		visit.keep(null);
		notices.dismiss("connection");
		notices.notify({ key: "start", code: "expired", text: t("notice.expired"), tone: "warning", action: { label: t("notice.expired.action"), run: renew } });
	}

	async function renew() {
		visit.forget();
		await create();
	}

	/** Goes on with a new session in the place of the one there was. @param {Session} session */
	function adopt(session) {
		visit.forget();
		inbox.leavePreset();
		join(/** @type {string} */ (session.id), session);
	}

	/** @param {unknown} error @param {() => Promise<void>} again */
	function fail(error, again) {
		const { t } = page.texts;
		const busy = error instanceof ApiError && error.status === 429;
		const seconds = busy ? error.retryAfter || 10 : 0;
		const text = busy ? t("notice.busy", { seconds }) : failureText(error, page.texts);
		notices.notify({ key: "start", code: busy ? "busy" : "unreachable", text, tone: "warning", action: { label: t("notice.retry"), run: () => void again() } });
		if (busy) edges.later(again, 1000 * seconds);
	}

	return { start, adopt, stream: () => stream };
}
