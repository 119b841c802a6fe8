import assert from "node:assert/strict";
import { test } from "node:test";
import { createTexts } from "../../../frontend/js/core/page/texts.js";
import { decimalOf, readNumber, refusal, stepOf, writeNumber } from "../../../frontend/js/lib/number.js";

const LANGUAGES = { en: ".", fr: "," };
const ANY = {};
const WHOLE = { whole: true };
/** What a text is in both languages, where they agree. */
function read(text, limits = ANY) {
  const [english, french] = Object.values(LANGUAGES).map((decimal) => readNumber(text, limits, decimal));
  assert.deepEqual(english, french, text);
  return english.why || english.value;
}
const all = (expected, limits) => {
  for (const [text, value] of expected) assert.equal(read(text, limits), value, JSON.stringify(text));
};

test("a comma and a point are decimal signs in both languages", () => {
  all([["0.5", 0.5], ["0,5", 0.5], [".5", 0.5], [",5", 0.5], ["5.", 5], ["5,", 5], ["007", 7], ["0.50", 0.5], ["1234,5678", 1234.5678]]);
});

test("a sign stands before, however it is written", () => {
  all([["+1,25", 1.25], ["-1.25", -1.25], ["−1,25", -1.25], ["–1,25", -1.25], ["- 2", -2], ["−.5", -0.5]]);
});

test("two numbers make a fraction", () => {
  all([["1/3", 1 / 3], ["-2/5", -0.4], ["−2 / 5", -0.4], ["1,5/2", 0.75], ["1⁄4", 0.25], ["1 000/4", 250]]);
  all([["1/0", "unfinished"], ["1/2/3", "unread"], ["1/-3", "unread"], ["/3", "unread"], ["1 1/2", "unread"]]);
});

test("exponents are read, and no other notation of programs", () => {
  all([["1e-3", 0.001], ["1E−3", 0.001], ["2,5e+2", 250], [".5e1", 5], ["1e999", "outside"]]);
  all([["0x10", "unread"], ["Infinity", "unread"], ["NaN", "unread"], ["1e1.5", "unread"], ["e3", "unread"]]);
});

test("spaces around do not count, spaces of any width group thousands", () => {
  all([[" 0,5 ", 0.5], ["\u00a07\u202f", 7], ["10 000", 10_000], ["1\u202f234\u202f567,8", 1_234_567.8], ["1\u00a0000", 1000]]);
  all([["1 2", "unfinished"], ["1 00", "unfinished"], ["10 00 0", "unread"], ["1 2345", "unread"], ["0 500", "unread"], ["1234 567", "unread"], ["0,123 456", "unread"]]);
});

test("points and commas group where they can be nothing else", () => {
  all([["1,000,000", 1e6], ["1.000.000", 1e6], ["1,234.5", 1234.5], ["1.234,5", 1234.5], ["12.345.678,9", 12_345_678.9]]);
  all([["1,00,000", "unread"], ["1,000.000.5", "unread"], ["1.2.3", "unread"], ["1,2.3", "unread"], ["..5", "unread"], ["1..5", "unread"]]);
});

test("one mark before three digits is decimal in fields of fractions", () => {
  all([["1,000", 1], ["1.000", 1], ["2,500", 2.5], ["12.345", 12.345]]);
});

test("in fields of whole numbers it makes a thousand, unless it is the language's decimal sign", () => {
  assert.equal(readNumber("1,000", WHOLE, LANGUAGES.en).value, 1000);
  assert.equal(readNumber("1.000", WHOLE, LANGUAGES.en).value, 1);
  assert.equal(readNumber("1,000", WHOLE, LANGUAGES.fr).value, 1);
  assert.equal(readNumber("1.000", WHOLE, LANGUAGES.fr).value, 1000);
  assert.equal(readNumber("2,500", WHOLE, LANGUAGES.fr).why, "fraction");
  all([["1,0000", 1], ["1234,000", 1234], ["0,005", "fraction"]], WHOLE);
});

test("a field of whole numbers takes nothing else", () => {
  all([["12", 12], ["1e3", 1000], ["6/2", 3], ["−4", -4], ["2,5", "fraction"], ["1/3", "fraction"], ["1e-3", "fraction"]], WHOLE);
});

test("what can still become a number is unfinished, and nothing at all is empty", () => {
  all([["", "empty"], [" \u00a0", "empty"], ["-", "unfinished"], ["1/", "unfinished"], ["1e", "unfinished"], ["1e-", "unfinished"], [",", "unfinished"]]);
  all([["abc", "unread"], ["0,5x", "unread"], ["--1", "unread"], ["1 €", "unread"]]);
});

test("limits belong to what is taken", () => {
  const limits = { min: 0.001, max: 10 };
  all([["1e-3", 0.001], ["10", 10], ["10,001", "outside"], ["−1", "outside"], ["1e-4", "outside"]], limits);
  all([["0", "unfinished"], ["0,0", "unfinished"]], limits);
  all([["0", "outside"]], { min: 1, whole: true });
});

test("a bound that is excluded is not taken, what lies beside it is", () => {
  const limits = { min: 0, max: 1, excluded: [0, 1] };
  all([["1e-9", 1e-9], ["0,999999999", 0.999999999], ["1", "outside"], ["0", "unfinished"], ["−0", "unfinished"], ["-1", "outside"]], limits);
});

test("arrow keys change by what the server says, else by 1, and by less where there is no more between the limits", () => {
  assert.deepEqual([{ min: 0, max: 50, step: 5 }, { min: 0, max: 1000 }, {}, { min: 0 }].map(stepOf), [5, 1, 1, 1]);
  assert.deepEqual([{ min: 0, max: 1 }, { min: 0, max: 0.5 }, { min: 0, max: 1, whole: true }].map(stepOf), [0.01, 0.005, 1]);
});

test("what is written is read back", () => {
  for (const decimal of Object.values(LANGUAGES)) {
    for (const value of [0, 0.5036, -1.25, 1e-7, -1.5e-12, 4294967295, 1e21, 1 / 3]) {
      assert.equal(readNumber(writeNumber(value, decimal), ANY, decimal).value, value);
    }
  }
  assert.equal(writeNumber(-1.5e-12, ","), "-1,5e-12");
});

test("a refusal says what was typed, what is taken, and the limits", () => {
  const said = {
    "number.unread": "No number: {text}.", "number.outside": "Beyond: {text}.", "number.any": "Any.", "number.whole": "Whole.",
    "number.limits": "{min} to {max}.", "number.optional": "Empty: {none}.", "choice.none": "None",
    "number.above": "> {limit}", "number.least": "≥ {limit}", "number.below": "< {limit}", "number.most": "≤ {limit}", "number.bounds": "{list}.",
  };
  const [english, french] = Object.keys(LANGUAGES).map((language) => createTexts(language, said));
  assert.deepEqual([english, french].map(decimalOf), Object.values(LANGUAGES));
  assert.equal(refusal(english, " abc ", "unread", { min: -1e6, max: 1e6 }), "No number: abc. Any. −1,000,000 to 1,000,000.");
  assert.equal(refusal(french, "9", "outside", { min: 1e-6, max: 0.5 }), "Beyond: 9. 0,000001 to 0,5.");
  assert.equal(refusal(english, "1/", "unfinished", { min: 0, optional: true }), "No number: 1/. Any. 0 to ∞. Empty: None.");
  assert.equal(refusal(english, "", "empty", { min: 0, max: 2 ** 32 - 1, whole: true }), "Whole. 0 to 4,294,967,295.");
  assert.equal(refusal(english, "x", "unread", {}), "No number: x. Any.");
  assert.equal(refusal(english, "-1", "outside", { min: 0, excluded: [0] }), "Beyond: -1. > 0.");
  assert.equal(refusal(english, "2000", "outside", { min: 0, max: 1000, excluded: [0] }), "Beyond: 2000. > 0, ≤ 1,000.");
  assert.equal(refusal(french, "1", "outside", { min: -0.5, max: 1, excluded: [1] }), "Beyond: 1. ≥ −0,5, < 1.");
  assert.equal(refusal(english, "0,0", "unfinished", { min: 0, excluded: [0] }), "Beyond: 0,0. > 0.");
});
