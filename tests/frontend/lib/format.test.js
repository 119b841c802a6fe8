import assert from "node:assert/strict";
import { test } from "node:test";
import { numberFormats } from "../../../frontend/js/lib/format.js";

const english = numberFormats("en");
const french = numberFormats("fr");

test("numbers are written as the language has them", () => {
  assert.equal(english.integer(1234567), "1,234,567");
  assert.equal(french.integer(1234567).replace(/\s/g, " "), "1 234 567");
  assert.equal(french.loss(0.5), "0,5000");
  assert.equal(english.percent(0.988), "98.8%");
});

test("settings are written exactly", () => {
  assert.equal(english.setting(0.00001), "0.00001");
  assert.equal(english.setting(10), "10");
});

test("small numbers are written with a power of ten", () => {
  assert.equal(english.loss(3.2e-14), "3.2×10⁻¹⁴");
  assert.equal(english.value(-0.00077), "−7.7×10⁻⁴");
  assert.equal(french.value(0.00012), "1,2×10⁻⁴");
});

test("negative numbers have a minus sign, not a hyphen", () => {
  assert.equal(english.value(-0.5), "−0.500");
  assert.equal(english.coordinate(-6), "−6.00");
});

test("what is not known is a dash", () => {
  assert.equal(english.loss(null), "–");
  assert.equal(english.percent(undefined), "–");
  assert.equal(english.loss(Infinity), "–");
});
