import assert from "node:assert/strict";
import { test } from "node:test";
import { DASHES, groupColors, isDark } from "../../../../frontend/js/lib/plots/colors.js";

/** WCAG 2.2's relative luminance. */
const luminance = (color) => {
  const [red, green, blue] = color.map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (a, b) => (Math.max(luminance(a), luminance(b)) + 0.05) / (Math.min(luminance(a), luminance(b)) + 0.05);

test("groups stand out on both themes; ordered ones grow lighter", () => {
  for (const card of [[255, 255, 255], [24, 32, 40]]) {
    const ordered = groupColors(8, true, isDark(card));
    assert.deepEqual(ordered, [...ordered].sort((a, b) => luminance(a) - luminance(b)));
    for (const color of [...ordered, ...groupColors(8, false, isDark(card))]) assert.ok(contrast(color, card) >= 3, `${color} on ${card}`);
  }
});

test("groups without an order differ in colour and in dashes", () => {
  assert.equal(new Set(groupColors(8, false, false).map(String)).size, 8);
  assert.equal(new Set(DASHES.map(String)).size, 8);
});
