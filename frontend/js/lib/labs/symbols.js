/** Names as a lecture writes them. */

const SPELLED = /** @type {Record<string, string>} */ ({ yhat: "ŷ", mu: "μ", sigma: "σ", eta: "η", rate: "η" });
const LOW = "₀₁₂₃₄₅₆₇₈₉";

/** The letters, and what stands below them. @param {string} name */
export function nameOf(name) {
	const [, letters = name, below = ""] = name.match(/^(\D*?\p{L}|[^\w\s](?=_))_?(\d*)$/u) ?? [];
	return { text: SPELLED[letters] ?? letters, below };
}

/** In one line: `w1` is w₁. @param {string} name */
export function symbol(name) {
	const { text, below } = nameOf(name);
	return text + low(below);
}

/** Digits below the line. @param {string | number} digits */
export const low = (digits) => [...String(digits)].map((digit) => LOW[Number(digit)]).join("");
