/** Texts and numbers in the language of the page. */
import { numberFormats } from "../../lib/format.js";
import { call } from "../api.js";

const CHOICE = "tinkernet.language";
const LANGUAGES = ["en", "fr"];

/**
 * The language to start with: the one chosen before, else the first of the browser's that there is.
 * @param {string | null} chosen @param {readonly string[]} preferred
 */
export function startLanguage(chosen, preferred) {
	const wanted = [chosen, ...preferred].map((tag) => (tag ?? "").slice(0, 2).toLowerCase());
	return wanted.find((tag) => LANGUAGES.includes(tag)) ?? "en";
}

/** The texts, in the language to start with or one chosen now. @param {string[]} parts of file names @param {string} [chosen] */
export async function loadTexts(parts, chosen) {
	const language = chosen ?? startLanguage(localStorage.getItem(CHOICE), navigator.languages);
	const files = await Promise.all(parts.map((part) => call("GET", `locales/${part}${language}.json`)));
	if (chosen) localStorage.setItem(CHOICE, chosen);
	return createTexts(language, Object.assign({}, ...files));
}

/** At the spaces before French signs no line may break. @param {string} text */
const frenchSpaces = (text) => text.replace(/ (?=[;!?])/g, "\u202f").replace(/ (?=[:»])|(?<=«) /g, "\u00a0");

/** @param {string} language @param {Record<string, string>} entries @returns {Texts} */
export function createTexts(language, entries) {
	const format = numberFormats(language);
	const plurals = new Intl.PluralRules(language);
	const spaced = language === "fr" ? frenchSpaces : String;
	/** @type {Texts["t"]} */
	const t = (key, values = {}) => spaced(entries[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
	return {
		language,
		t,
		plural: (key, count) => t(`${key}.${plurals.select(count) === "one" ? "one" : "other"}`, { count: format.integer(count) }),
		has: (key) => key in entries,
		format,
	};
}
