/** The theme of the page. */

const CHOICE = "tinkernet.theme";

const dark = () => matchMedia("(prefers-color-scheme: dark)");

/** Shows the theme chosen before, else the system's. */
export function applyTheme() {
	document.documentElement.dataset.theme = localStorage.getItem(CHOICE) ?? (dark().matches ? "dark" : "light");
}

/** Follows the system's theme. @param {() => void} changed called after each change @returns a switch to the other */
export function followTheme(changed) {
	const show = () => {
		applyTheme();
		changed();
	};
	dark().addEventListener("change", show);
	return () => {
		localStorage.setItem(CHOICE, document.documentElement.dataset.theme === "dark" ? "light" : "dark");
		show();
	};
}
