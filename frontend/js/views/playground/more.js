/** Everything else that can be set, in a panel that says what each setting changes; only what applies now is offered. */
import { el } from "../../core/dom.js";
import { choiceField, sliderField } from "../../widgets/forms/config-fields.js";
import { numberField } from "../../widgets/forms/config-numbers.js";
import { modal } from "../../widgets/forms/dialogs.js";
import { checkbox } from "../../widgets/forms/fields.js";

/** @param {HTMLElement} root @param {LivePage} page */
export function morePanel(root, page) {
	const { options, store, actions, signal } = page;
	const { t, format } = page.texts;
	const shuffle = checkbox({ name: "shuffle", label: t("field.shuffle"), explain: t("explain.shuffle"), onChange: (on) => actions.set("training.shuffle", on) });
	const own = ["momentum", "beta1", "beta2", "epsilon", "rho", "weight_decay"].map(conditional);
	const pace = ["schedule_epochs", "schedule_factor", "warmup_epochs"].map(conditional);
	const set = el("fieldset", "plain more-fields",
		el("legend", { class: "visually-hidden", text: t("more.title") }),
		section("optimizer", ...own, numberField(page, "training.clip_norm"), conditional("huber_delta"), weightField()),
		section("schedule", choiceField(page, "training.schedule", { formulas: "pace" }), ...pace),
		section("network", outputField(), choiceField(page, "network.init"), sliderField(page, "network.dropout", { text: format.percent }), numberField(page, "network.seed")),
		section("data", shuffle.box, numberField(page, "data.seed")),
		section("engine", choiceField(page, "training.engine")),
	);
	const dialog = modal(root, t, "more", el("p", { class: "note", text: t("more.note") }), set);
	store.config.subscribe((config) => (shuffle.control.checked = config.training.shuffle), { signal });
	store.session.subscribe(() => (set.disabled = store.isWatching()), { signal });

	/** @param {string} name @param {...HTMLElement} fields */
	function section(name, ...fields) {
		return el("section", "more-section", el("h3", { text: t(`more.${name}`) }), ...fields);
	}

	/** Where there is a choice of the output: with more than two classes there is none. */
	function outputField() {
		const field = choiceField(page, "network.output");
		store.session.subscribe((session) => (field.hidden = (session?.classes ?? 0) > 2), { signal });
		return field;
	}

	/** A regression has no classes to weigh. */
	function weightField() {
		const field = choiceField(page, "training.class_weight", { values: () => [null, "balanced"], text: (value) => t(`choice.${value ?? "unweighted"}`) });
		const control = /** @type {HTMLSelectElement} */ (field.querySelector("select"));
		const explained = field.dataset.explain ?? "";
		store.session.subscribe((session) => {
			control.disabled = session?.task === "regression";
			control.title = control.disabled ? t("data.unweighted") : "";
			field.dataset.explain = control.disabled ? `${explained} ${control.title}` : explained;
		}, { signal });
		return field;
	}

	/** @param {string} name */
	function conditional(name) {
		const field = numberField(page, `training.${name}`);
		store.config.subscribe(({ training }) => (field.hidden = !options.applies(name, training)), { signal });
		return field;
	}

	return () => dialog.showModal();
}
