/** What the server offers of sessions over REST, and the previews from which one is put together. */
import { ask, call } from "../api.js";

/** @returns {SessionApi} */
export function createSessionApi() {
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
		predict: (id, points) => call("POST", `${session(id)}/predict`, { points }),
	};
}
