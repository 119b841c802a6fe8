/** One live session on a page: what is known of it, what hands can do with it, its stream. Any number lives side by side. */
import { ask, call } from "../api.js";
import { createActions } from "./actions.js";
import { createConnection } from "./connection.js";
import { createInbox } from "./inbox.js";
import { createOutbox } from "./outbox.js";
import { createStore } from "./store.js";
import { tellWhatIsSeen } from "./viewer.js";

/**
 * @param {Pick<Page, "options" | "texts" | "notices">} page @param {Visit} visit where it comes from, and where its id is kept
 * @param {LiveEdges} edges @param {SessionApi} api
 */
export function liveSession(page, visit, edges, api = createSessionApi()) {
	const store = createStore(page.options);
	const notices = page.notices.apart();
	const stream = () => connection.stream();
	const id = () => store.session.value?.id ?? store.session.value?.watch_id ?? "";
	const outbox = createOutbox({ page, notices }, stream, edges.later, (type, fields) => api.perform(id(), type, fields));
	const parts = { page, store, notices, outbox };
	store.own.value = visit.own();
	const inbox = createInbox({ ...parts, visit, data: () => api.data(id()) });
	const actions = createActions({ ...parts, inbox });
	const connection = createConnection({ ...parts, inbox, actions, api, visit, edges });
	tellWhatIsSeen(store, stream);

	return { store, actions, api, adopt: connection.adopt, leavePreset: inbox.leavePreset, start: connection.start };
}

/** What the server offers of sessions over REST, and the previews from which one is put together. @returns {SessionApi} */
function createSessionApi() {
	const session = (/** @type {string} */ id) => `/api/sessions/${encodeURIComponent(id)}`;
	return {
		dataset: (name, samples) => call("GET", `/api/datasets/${encodeURIComponent(name)}?samples=${samples}`),
		feature: (name, resolution) => call("GET", `/api/features/${encodeURIComponent(name)}?resolution=${resolution}`),
		create: (config) => call("POST", "/api/sessions", { config }),
		import: (file) => call("POST", "/api/sessions/import", file),
		find: (id) => call("GET", session(id)),
		exported: (id, format) => ask("GET", `${session(id)}/export/${format}`),
		code: (id) => call("GET", `${session(id)}/code`),
		history: (id) => call("GET", `${session(id)}/history`),
		perform(id, type, fields) {
			const [method, path, body = fields] = type === "configure" ? ["PATCH", "config", fields.config] : [type === "set_points" ? "PUT" : "POST", "points"];
			return call(method, `${session(id)}/${path}`, body);
		},
		data: (id) => call("GET", `${session(id)}/data`),
		confusion: (id) => call("GET", `${session(id)}/confusion`),
	};
}
