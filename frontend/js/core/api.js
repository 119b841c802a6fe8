/** The REST side of the server. */

/** A refusal of the server, with its code and its sentence. */
export class ApiError extends Error {
	/**
	 * @param {number} status @param {{code?: string, message?: string, field?: string}} error
	 * @param {number} retryAfter
	 */
	constructor(status, { code = "unknown", message = `HTTP ${status}`, field = "" } = {}, retryAfter = 0) {
		super(message);
		this.status = status;
		this.code = code;
		this.field = field;
		this.retryAfter = retryAfter;
	}
}

/** Asks the server; a refusal becomes an `ApiError`. @param {string} method @param {string} path @param {unknown} [body] */
export async function ask(method, path, body) {
	const response = await fetch(path, {
		method,
		headers: body === undefined ? {} : { "Content-Type": "application/json" },
		body: body === undefined ? undefined : JSON.stringify(body),
	});
	if (response.ok) return response;
	const answer = await response.json().catch(() => ({}));
	throw new ApiError(response.status, answer.error, Number(response.headers.get("Retry-After") ?? 0));
}

/** What is answered as JSON. @type {(method: string, path: string, body?: unknown) => Promise<any>} */
export const call = (...all) => ask(...all).then((response) => (response.status === 204 ? null : response.json()));

export function createApi() {
	/** @param {string} id */
	const session = (id) => `/api/sessions/${encodeURIComponent(id)}`;
	return {
		options: () => call("GET", "/api/options"),
		/** @param {string} name @param {number} samples @returns {Promise<{points: Point[]}>} */
		dataset: (name, samples) => call("GET", `/api/datasets/${encodeURIComponent(name)}?samples=${samples}`),
		/** @param {string} name @param {number} resolution @returns {Promise<{values: number[][]}>} */
		feature: (name, resolution) => call("GET", `/api/features/${encodeURIComponent(name)}?resolution=${resolution}`),
		/** @param {unknown} config @returns {Promise<Session>} */
		createSession: (config) => call("POST", "/api/sessions", { config }),
		/** @param {string} id @returns {Promise<Session>} */
		session: (id) => call("GET", session(id)),
		/** @param {string} id */
		history: (id) => call("GET", `${session(id)}/history`),
		/** @param {string} id @param {number[][]} points @returns {Promise<{outputs: (number | number[])[]}>} */
		predict: (id, points) => call("POST", `${session(id)}/predict`, { points }),
	};
}
