/** Asks the server over REST. */

/** A refusal of the server, with its code and its sentence. */
export class ApiError extends Error {
	/** @param {number} status @param {Partial<Wire.ErrorBody>} error @param {number} retryAfter */
	constructor(status, { code = "unknown", message = `HTTP ${status}`, field, remark } = {}, retryAfter = 0) {
		super(message);
		this.status = status;
		this.code = code;
		this.field = field ?? "";
		this.remark = remark;
		this.retryAfter = retryAfter;
	}
}

/** Asks the server, with JSON or a file; a refusal becomes an `ApiError`. @param {string} method @param {string} path @param {unknown} [body] */
export async function ask(method, path, body) {
	const isJson = body !== undefined && !(body instanceof Blob);
	const response = await fetch(path, {
		method,
		headers: isJson ? { "Content-Type": "application/json" } : {},
		body: isJson ? JSON.stringify(body) : /** @type {Blob | undefined} */ (body),
	});
	if (response.ok) return response;
	const answer = await response.json().catch(() => ({}));
	throw new ApiError(response.status, answer.error, Number(response.headers.get("Retry-After") ?? 0));
}

/** What to say of a question that failed. @param {unknown} error @param {Texts} texts */
export const failureText = (error, { t }) =>
	error instanceof ApiError && error.status < 500 ? t("notice.refused", { message: error.message }) : t("notice.unreachable");

/** What is answered as JSON. @type {(method: string, path: string, body?: unknown) => Promise<any>} */
export const call = (...all) => ask(...all).then((response) => (response.status === 204 ? null : response.json()));
