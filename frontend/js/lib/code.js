/** Code that, run, reproduces what is on the page. */
import { same } from "./hash.js";
import { isSection } from "./merge.js";

/**
 * The sections of a config reduced to what differs from the defaults.
 * @param {Record<string, any>} config @param {Record<string, any>} defaults @returns {Record<string, any>}
 */
export function difference(config, defaults) {
	/** @type {Record<string, any>} */
	const found = {};
	for (const [key, value] of Object.entries(config)) {
		if (same(value, defaults[key])) continue;
		found[key] = isSection(value) ? difference(value, defaults[key] ?? {}) : value;
	}
	return found;
}

/** A JSON value as Python writes it. @param {unknown} value @returns {string} */
export function pythonLiteral(value) {
	if (value === null) return "None";
	if (typeof value === "boolean") return value ? "True" : "False";
	if (Array.isArray(value)) return `[${value.map(pythonLiteral).join(", ")}]`;
	if (isSection(value)) {
		return `{${Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${pythonLiteral(item)}`).join(", ")}}`;
	}
	return JSON.stringify(value);
}

/** @param {Situation} situation */
export function pythonCode({ config, epoch, step, parameters }) {
	const sections = Object.entries(config).map(([name, value]) => `    ${name}=${pythonLiteral(value)},\n`);
	const lines = [
		"from tinkernet import Config, Trainer",
		...(parameters ? ["from tinkernet.nn.views import ParameterChange"] : []),
		"",
		sections.length ? `config = Config(\n${sections.join("")})` : "config = Config()",
		"trainer = Trainer(config)",
	];
	if (parameters) {
		lines.push(`parameters = [  # at epoch ${epoch}: layer, unit, input, value`);
		lines.push(...parameters.map((change) => `    (${Object.values(change).map(pythonLiteral).join(", ")}),`), "]");
		lines.push("trainer.set_parameters([ParameterChange(*each) for each in parameters])");
	} else if (step > 0) lines.push(`trainer.train(steps=${step})  # epoch ${epoch}`);
	lines.push("print(trainer.metrics)");
	return lines.join("\n") + "\n";
}

/** @param {Situation} situation */
export function curlCode({ config, epoch, step, parameters, server }) {
	const curl = "curl --fail --silent --show-error";
	/** @type {(method: string, path: string, body: unknown) => string} */
	const post = (method, path, body) =>
		`${curl} -X ${method} "${server}/api/sessions${path}" -H "Content-Type: application/json" \\\n  -d '${JSON.stringify(body)}'`;
	const lines = [
		"# needs curl and python3",
		`session=$(${post("POST", "", { config })} \\\n  | python3 -c 'import json, sys; print(json.load(sys.stdin)["id"])')`,
	];
	if (parameters) lines.push(`# The parameters at epoch ${epoch}, edits included.`, `${post("PATCH", "/$session/parameters", parameters)}`);
	else if (step > 0) lines.push(`# ${step} steps: epoch ${epoch}`, post("POST", "/$session/step", { steps: step }));
	else lines.push(`${curl} "${server}/api/sessions/$session"`);
	return lines.join("\n") + "\n";
}
