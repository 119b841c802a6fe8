/** What the server offers, in the shape that the page works with. */

/** @param {Wire.Options} answer of GET /api/options @returns {Options} */
export function readOptions(answer) {
	const fields = Object.fromEntries(Object.entries(answer.fields).map(([path, field]) => [path, readField(field)]));
	const { losses, optimizers, schedules, datasets } = answer;
	fields["data.sides"] = readField({ type: "sides", default: null });
	fields["training.learning_rate"].values = answer.learning_rates;
	fields["training.regularization_rate"].values = answer.regularization_rates;
	return {
		defaults: /** @type {Config} */ (answer.defaults),
		fields,
		datasets,
		dataset: (wanted) => datasets.find(({ name }) => name === wanted),
		features: fields.features.values ?? [],
		speeds: answer.speeds,
		losses: (dataset) => losses.filter(({ tasks }) => tasks.includes(problem(dataset))).map(({ name }) => name),
		applies: (name, { optimizer, loss, schedule }) =>
			/** @type {[{name: string, parameters: string[]}[], string | null][]} */
			([[optimizers, optimizer], [losses, loss], [schedules, schedule]]).some(([list, choice]) =>
				list.find((entry) => entry.name === choice)?.parameters.includes(name)),
	};
}

/** What a list is called by its items. */
const LISTS = /** @type {Record<string, string>} */ ({ choice: "names", integer: "numbers", list: "points" });

/** @param {any} field */
function readField({ items = {}, ...field }) {
	const one = { ...items, ...field };
	return {
		default: field.default,
		min: one.min ?? one.exclusive_min,
		max: one.max ?? one.exclusive_max,
		excluded: [one.exclusive_min, one.exclusive_max].filter((bound) => bound !== undefined),
		step: one.step,
		values: one.values,
		max_length: field.max_length,
		kind: LISTS[items.type] ?? field.type,
		whole: (items.type ?? field.type) === "integer",
	};
}

/** @param {{classes: number}} dataset */
function problem({ classes }) {
	if (classes > 2) return "k_classes";
	return classes ? "two_classes" : "regression";
}
