/** The everyday settings of training, in one row. */
import { el } from "../../core/dom.js";
import { layerActivations, usualOutput, withDataset } from "../../lib/structure.js";
import { choiceField } from "../../widgets/forms/config-fields.js";

/** @param {HTMLElement} root @param {LivePage & {tools: Record<string, Tool<any>>}} page */
export function settings(root, page) {
	const { store, tools: { more }, signal } = page;
	const { t } = page.texts;
	const set = el("fieldset", "settings", el("legend", { class: "visually-hidden", text: t("settings.title") }));
	set.append(
		choiceField(page, "training.learning_rate"),
		activationField(page),
		lossField(page),
		choiceField(page, "training.optimizer"),
		choiceField(page, "training.regularization"),
		choiceField(page, "training.regularization_rate"),
		problemField(page),
		el("button", { class: "more", testid: "more", "aria-haspopup": "dialog", text: t("more.open"), onpointerenter: more.prepare, onfocus: more.prepare, onclick: () => more.open() }),
	);
	root.append(set);
	store.session.subscribe(() => (set.disabled = store.isWatching()), { signal });
}

/** @param {LivePage} page */
function activationField(page) {
	const { store, actions } = page;
	const mixed = "mixed";
	return choiceField(page, "network.activation", {
		current: () => {
			const each = new Set(layerActivations(store.config.value));
			if (each.size > 1) return mixed;
			const { activation } = store.config.value.network;
			return [...each][0] ?? (Array.isArray(activation) ? activation[0] : activation);
		},
		choose: (value) => value !== mixed && actions.set("network.activation", value),
	});
}

/** @param {LivePage} page */
function lossField(page) {
	const { options, store: { session, config }, actions } = page;
	const fitting = () => options.losses(options.dataset(config.value.data.dataset) ?? session.value ?? { classes: 2 });
	return choiceField(page, "training.loss", {
		values: fitting,
		current: () => config.value.training.loss ?? fitting()[0],
		choose: (value) => actions.configure({ training: { loss: value === fitting()[0] ? null : value }, ...usualOutput(config.value.network) }),
	});
}

/** @param {LivePage} page */
function problemField(page) {
	const { options, store: { config }, actions, signal } = page;
	const task = () =>
		config.value.data.task ?? options.dataset(config.value.data.dataset)?.task ?? "classification";
	/** The data set that was shown last for each problem. @type {Map<string, string>} */
	const last = new Map();
	config.subscribe(({ data }) => last.set(task(), data.dataset), { signal });
	return choiceField(page, "data.task", {
		values: () => [...new Set(options.datasets.map((dataset) => dataset.task))],
		current: task,
		choose: (value) => {
			const dataset = options.dataset(last.get(value) ?? "") ?? options.datasets.find((each) => each.task === value);
			if (dataset && value !== task()) actions.configure(withDataset(config.value, dataset, options));
		},
	});
}
