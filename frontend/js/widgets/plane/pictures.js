/** Pictures of what is looked at beside the whole output: a feature, a hidden unit, or one of several classes. */
import { CLASS_COLORS } from "../../lib/colors.js";
import { featureText, titled } from "../../lib/names.js";
import { mapAt, planeMap, quantized } from "../../lib/plane.js";
import { unitNames } from "../../lib/unit-names.js";

const FEATURE_RESOLUTION = 100;

/** @param {LivePage} page @param {() => void} redraw once a picture has come that was not there */
export function pictures({ texts, palette, store, api }, redraw) {
	const { t } = texts;
	/** @type {Map<string, QuantizedMap>} */
	const features = new Map();

	/** @param {Frame} frame @param {number} k @param {string} title @returns {Picture} */
	function classPicture({ boundary }, k, title) {
		return { ...mapAt(boundary, k), scale: 1, title, color: palette.value.large.classes[k % CLASS_COLORS.length] };
	}

	/** @param {Frame} frame @param {Session} session @param {UnitName} name @param {string} title @returns {Picture | null} */
	function unitPicture({ neurons, neuronScale, unit: full, unitName }, { structure }, { layer, unit }, title) {
		const index = unit + structure.layers.slice(0, layer - 1).reduce((sum, { units }) => sum + units, 0);
		if (index >= neurons.shape[0]) return null;
		const map = full && unitName === `${layer}-${unit}` ? planeMap(full) : mapAt(neurons, index);
		return { ...map, scale: neuronScale[index], title, color: null };
	}

	/** @param {string} name @returns {Picture | null} */
	function featurePicture(name) {
		const map = features.get(name);
		if (map) return { ...planeMap(map), scale: map.scale, title: t("output.feature", { name: featureText(name) }), color: null };
		api.feature(name, FEATURE_RESOLUTION).then(({ values }) => {
			features.set(name, quantized(values));
			redraw();
		}, () => undefined);
		return null;
	}

	/** Null where it is the whole output, or is not there yet. @param {Shown} what @param {Frame} frame @param {Session} session */
	return function pictureOf(what, frame, session) {
		if ("feature" in what) return featurePicture(what.feature);
		const { structure } = session;
		const title = titled(unitNames(texts, structure, store.points.value).unit(what.layer, what.unit));
		if (what.layer <= structure.layers.length) return unitPicture(frame, session, what, title);
		return structure.outputs > 1 ? classPicture(frame, what.unit, title) : null;
	};
}
