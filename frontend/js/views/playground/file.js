/** The file menu: a network to take home, a file to go on with, settings to sweep. Files are dropped too, cells pasted. */
import { el, icon, listen } from "../../core/dom.js";
import { writeHash } from "../../lib/write-hash.js";
import { menuOf } from "../../widgets/forms/menu.js";

const OPENED = ".json,.safetensors,.csv,.tsv,.tab,.txt,.arff,.npz,.parquet,.arrow";
const FORMATS = { pytorch: ".py", notebook: ".ipynb", safetensors: ".safetensors", onnx: ".onnx", config: ".json", csv: ".csv" };

/** @param {HTMLElement} root @param {LivePage & {tools: Record<string, Tool<any>>}} page */
export function fileMenu(root, { texts: { t }, options, address, store, tools: { opening, saving }, signal }) {
	const picker = el("input", { type: "file", accept: OPENED, hidden: true, testid: "file-picker", onchange: () => open(picker.files) });
	const button = el("button", { class: "quiet with-icon", testid: "file", "aria-label": t("file.title"), explained: t("file.title") }, icon("file"), el("span", { text: t("file.title") }));
	const sweep = () => address.go(`experiments.html#config=${writeHash(store.config.value, store.view.value, options)}`);
	root.append(button, picker, menuOf(button, [
		t("file.export"),
		...Object.entries(FORMATS).map(([name, hint]) => ({ text: t(`file.${name}`), hint, testid: `export-${name}`, run: () => saving.open(name) })),
		t("file.import"),
		{ text: t("file.open"), hint: "", testid: "import", run: () => picker.click() },
		t("file.experiments"),
		{ text: t("file.sweep"), testid: "sweep", run: sweep },
	]));


	/** @param {FileList | null | undefined} list */
	function open(list) {
		if (list?.[0]) opening.open(list[0]);
		picker.value = "";
	}

	const welcome = (/** @type {boolean} */ on) => document.documentElement.toggleAttribute("data-dropping", on);

	listen(window, {
		dragover(event) {
			if (!event.dataTransfer?.types.includes("Files")) return;
			event.preventDefault();
			welcome(true);
		},
		dragleave: () => welcome(false),
		drop(event) {
			welcome(false);
			if (!event.dataTransfer?.files.length) return;
			event.preventDefault();
			open(event.dataTransfer.files);
		},
		paste({ clipboardData, target }) {
			const cells = clipboardData?.getData("text/plain") ?? "";
			if (!cells.includes("\n") || /** @type {Element} */ (target).closest("input, textarea, dialog")) return;
			opening.open(new File([cells], `${t("file.pasted")}.txt`));
		},
	}, signal);
}
