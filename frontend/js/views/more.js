/** Everything else that can be set, in a panel that says what each setting changes; only what applies now is offered. */
import { el } from "../core/dom.js";
import { isWatching } from "../core/store.js";
import { choiceField, numberField, sliderField } from "../widgets/config-fields.js";
import { modal } from "../widgets/dialogs.js";
import { checkbox } from "../widgets/fields.js";

/** @param {HTMLElement} root @param {Page} page */
export function morePanel(root, page) {
	const { store, actions, signal } = page;
	const { t, format } = store.texts;
	const shuffle = checkbox({ name: "shuffle", label: t("field.shuffle"), explain: t("explain.shuffle"), onChange: (on) => actions.set("training.shuffle", on) });
	const momentum = ["training.momentum", "training.beta1", "training.beta2", "training.epsilon", "training.rho", "training.weight_decay"];
	const set = el("fieldset", "plain more-fields",
		el("legend", { class: "visually-hidden", text: t("more.title") }),
		section("optimizer", ...momentum.map((path) => conditional(path)), always(numberField(page, "training.clip_norm")), conditional("training.huber_delta")),
		section("schedule", always(choiceField(page, "training.schedule")), conditional("training.schedule_epochs"), conditional("training.schedule_factor"), conditional("training.warmup_epochs")),
		section("network", always(choiceField(page, "network.init")), always(sliderField(page, "network.dropout", { text: format.percent })), always(numberField(page, "network.seed"))),
		section("data", shuffle.box, always(numberField(page, "data.seed"))),
		section("engine", always(choiceField(page, "training.engine"))),
	);
	const dialog = modal({ title: t("more.title"), close: t("close"), name: "more-dialog", kind: "side" }, el("p", { class: "note", text: t("more.note") }), set);
	root.append(dialog);
	store.config.subscribe((config) => (shuffle.control.checked = config.training.shuffle), { signal });
	store.session.subscribe(() => (set.disabled = isWatching(store)), { signal });

	/** @param {string} name @param {...HTMLElement} fields */
	function section(name, ...fields) {
		return el("section", "more-section", el("h3", { text: t(`more.${name}`) }), ...fields);
	}

	/** @param {HTMLElement} field */
	function always(field) {
		field.classList.add("explained");
		return field;
	}

	/** @param {string} path */
	function conditional(path) {
		const field = always(numberField(page, path));
		store.config.subscribe(({ training }) => (field.hidden = !store.options.applies(path.replace("training.", ""), training)), { signal });
		return field;
	}

	return () => dialog.showModal();
}
