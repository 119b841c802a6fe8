/**
 * The stream of one session: commands go out, events and frames come in. A connection that is lost is opened again, a
 * little later each time; what this viewer wants to see is said again then.
 */

const FIRST_DELAY = 250;
const LONGEST_DELAY = 4000;
/** Milliseconds in which a connection that works has something to say: it is asked, if need be. */
const BEAT = 3000;

/** A command that the server has refused, or that was lost with the connection. */
export class CommandError extends Error {
	/** @param {{code?: string, message?: string}} error */
	constructor({ code = "unknown", message = "the command failed" }) {
		super(message);
		this.code = code;
	}
}

/** @param {string} url @param {StreamHandlers} handlers @param {StreamEdges} edges @returns {Stream} */
export function openStream(url, { onEvent, onFrame, onConnection }, { open, later, exists }) {
	/** @type {WebSocket | null} */
	let socket = null;
	let delay = FIRST_DELAY;
	let lastId = 0;
	let closed = false;
	let heard = true;
	/** @type {Map<number, {resolve: () => void, reject: (error: Error) => void}>} */
	const waiting = new Map();
	/** @type {{resolve: () => void, reject: (error: Error) => void}[]} */
	const longing = [];
	/** @type {Record<string, unknown>} */
	let view = {};

	connect();

	function connect() {
		if (closed) return;
		const opened = open(url);
		opened.binaryType = "arraybuffer";
		opened.onopen = () => {
			socket = opened;
			delay = FIRST_DELAY;
			onConnection("open");
			for (const { resolve } of longing.splice(0)) resolve();
			if (Object.keys(view).length) send("view", view).catch(ignore);
			heard = true;
			later(() => beat(opened), BEAT);
		};
		opened.onmessage = ({ data }) => {
			heard = true;
			if (typeof data === "string") receive(JSON.parse(data));
			else onFrame(data);
		};
		opened.onclose = () => lose();
	}

	/** A connection can end without a word. @param {WebSocket} asked */
	function beat(asked) {
		if (socket !== asked) return;
		if (!heard) {
			asked.onclose = null;
			asked.close();
			return lose();
		}
		heard = false;
		send("drawn", { sequence: 0 }).catch(ignore);
		later(() => beat(asked), BEAT);
	}

	function lose() {
		socket = null;
		for (const { reject } of waiting.values()) reject(disconnected());
		waiting.clear();
		if (closed) return;
		onConnection("lost");
		later(retry, delay);
		delay = Math.min(LONGEST_DELAY, delay * 2);
	}

	async function retry() {
		const known = await exists().catch(() => true);
		if (known) return connect();
		end();
		onConnection("gone");
	}

	function end() {
		closed = true;
		for (const { reject } of longing.splice(0)) reject(disconnected());
	}

	/** @param {any} message */
	function receive(message) {
		const command = waiting.get(message.id);
		if (!command || (message.type !== "ok" && message.type !== "error")) return onEvent(message);
		waiting.delete(message.id);
		if (message.type === "ok") command.resolve();
		else command.reject(new CommandError(message.error ?? {}));
	}

	/** One that the server is closing takes nothing any more, before its end is told. */
	const isOpen = () => socket !== null && !(socket.readyState > 1);

	/** @type {Stream["send"]} */
	function send(type, fields) {
		if (!isOpen()) return Promise.reject(disconnected());
		const id = ++lastId;
		socket?.send(JSON.stringify({ type, id, ...fields }));
		return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
	}

	return {
		send,
		view(change) {
			view = { ...view, ...change };
			return socket ? send("view", change) : Promise.resolve();
		},
		drawn: (sequence) => void (isOpen() && socket?.send(JSON.stringify({ type: "drawn", sequence }))),
		whenOpen() {
			if (socket) return Promise.resolve();
			return closed ? Promise.reject(disconnected()) : new Promise((resolve, reject) => longing.push({ resolve, reject }));
		},
		close() {
			end();
			socket?.close();
		},
	};
}

const ignore = () => undefined;
const disconnected = () => new CommandError({ code: "disconnected", message: "there is no connection" });
