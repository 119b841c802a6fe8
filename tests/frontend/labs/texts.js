/** Texts for what a lab shows: each key as it is, numbers as English has them. */
import { exact, figures } from "../../../frontend/js/lib/labs/figure.js";

const figure = figures("en");

export const texts = {
  language: "en",
  t: (key) => key,
  has: () => false,
  format: { figure, exact: exact("en"), short: String, setting: String, integer: String, percent: String },
};
