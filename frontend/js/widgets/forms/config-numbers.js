/** Numbers of the config that are typed. */
import { valueAt } from "../../lib/config.js";
import { words } from "./config-fields.js";
import { labelled, numberLine } from "./fields.js";
import { numberBox } from "./number-box.js";

/** @param {LivePage} page @param {string} path */
export function numberField(page, path) {
	const control = numberLine();
	const field = labelled({ ...words(page.texts, path), control });
	configNumber(control, page, path);
	return field;
}

/** Lets a line follow a field of the config, and change it. @param {HTMLInputElement} control @param {LivePage} page @param {string} path */
export function configNumber(control, { texts, options, store, actions, signal }, path) {
	const { default: initial, ...limits } = options.fields[path];
	const get = () => valueAt(store.config.value, path);
	const box = numberBox(control, texts, { ...limits, optional: initial === null, get, set: (value) => actions.set(path, value) });
	box.takeOver();
	store.config.subscribe(box.follow, { signal });
}
