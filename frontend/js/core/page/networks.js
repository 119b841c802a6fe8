/** A page about networks: it needs the options of the server, and colours for its canvases. */
import { readOptions } from "../../lib/options.js";
import { call } from "../api.js";
import { signal } from "../signal.js";
import { readPalette } from "./palette.js";
import { openPage } from "./shell.js";

/** @type {OpenNetworks} */
export const openNetworks = ({ load, ...needs }, begin) =>
	openPage({ ...needs, load: () => Promise.all([call("GET", "/api/options"), load?.()]) }, (page, [options, loaded]) => {
		const palette = signal(readPalette());
		page.themed = () => (palette.value = readPalette());
		return begin(Object.assign(page, { options: readOptions(options), palette }), loaded);
	});
