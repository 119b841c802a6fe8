import assert from "node:assert/strict";
import { test } from "node:test";
import { handlePlace, linkAt, linkHeight, networkLayout, parameterPlace } from "../../../frontend/js/lib/layout.js";

const FEATURES = ["x1", "x2", "x1^2", "x2^2", "x1x2", "sin(x1)", "sin(x2)", "cos(x1)", "cos(x2)", "r"];
const structure = (hidden, outputs = 1, features = ["x1", "x2"]) => ({
  features,
  layers: hidden.map((units) => ({ units, activation: "tanh" })),
  outputs,
  parameters: 0,
});
const SHAPES = [[], [1], [4, 2], [8, 8, 8, 8, 8, 8], [32], [32, 32], Array(8).fill(32), [1, 32, 1], [128], [128, 100, 128], [33, 1]];
const overlaps = (a, b) => Math.abs(a.x - b.x) < (a.size + b.size) / 2 && Math.abs(a.y - b.y) < (a.size + b.size) / 2;

for (const hidden of SHAPES) {
  for (const outputs of [1, 5]) {
    for (const width of [300, 720, 1100]) {
      test(`nothing overlaps or sticks out: hidden [${hidden}], ${outputs} outputs, ${width} px`, () => {
        const layout = networkLayout(structure(hidden, outputs), FEATURES, width);
        const places = [...layout.features, ...layout.units];
        places.forEach((a, i) => places.slice(i + 1).forEach((b) => assert.ok(!overlaps(a, b), JSON.stringify([a, b]))));
        for (const { x, y, size } of places) {
          assert.ok(x - size / 2 >= 0 && x + size / 2 <= layout.width);
          assert.ok(y - size / 2 >= 0 && y + size / 2 <= layout.height);
          assert.ok(size >= 10, `units of ${size} px cannot be told apart`);
        }
        assert.ok(layout.width >= width);
      });
    }
  }
}

test("a feature knows which input it is, in the order of the network", () => {
  const layout = networkLayout(structure([2], 1, ["r", "x1"]), FEATURES, 700);
  assert.deepEqual(layout.features.map(({ input }) => input), [1, -1, -1, -1, -1, -1, -1, -1, -1, 0]);
  const y = (name) => layout.features.find((feature) => feature.name === name).y;
  assert.deepEqual(layout.gaps[0].inputs, [y("r"), y("x1")]);
});

test("handles of one layer never share a place, and lie on their links", () => {
  for (const units of [2, 8, 32]) {
    const { gaps } = networkLayout(structure([units, units]), FEATURES, 900);
    const gap = gaps[1];
    const boxes = [];
    for (let unit = 0; unit < units; unit++) {
      for (let input = 0; input < units; input++) {
        const box = handlePlace(gap, unit, input);
        const t = (box.x - gap.from) / (gap.to - gap.from);
        assert.ok(Math.abs(linkHeight(gap.inputs[input], gap.units[unit], t) - box.y) < 1e-9);
        boxes.push(box);
      }
    }
    const shared = (a, b) =>
      Math.abs(a.x - b.x) < (a.width + b.width) / 2 - 1e-9 && Math.abs(a.y - b.y) < (a.height + b.height) / 2 - 1e-9;
    boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => assert.ok(!shared(a, b))));
  }
});

test("the link under the pointer is found, and none where there is none", () => {
  const layout = networkLayout(structure([4, 2]), FEATURES, 720);
  const gap = layout.gaps[1];
  const x = gap.from + 0.3 * (gap.to - gap.from);
  const y = linkHeight(gap.inputs[3], gap.units[0], 0.3);
  assert.deepEqual(linkAt(layout, x, y + 1), { layer: 2, unit: 0, input: 3 });
  assert.equal(linkAt(layout, x, layout.height + 50), null);
  assert.equal(linkAt(layout, layout.featureX, gap.inputs[0]), null);
});

test("a network without features has no links into its first layer", () => {
  const layout = networkLayout(structure([3], 1, []), FEATURES, 720);
  assert.deepEqual(layout.gaps[0].inputs, []);
  assert.equal(layout.gaps[1].inputs.length, 3);
});

test("every weight and bias has a place, and what is not there has none", () => {
  const layout = networkLayout(structure([4, 2]), FEATURES, 700);
  assert.deepEqual(parameterPlace(layout, { layer: 2, unit: 1, input: 3 }), handlePlace(layout.gaps[1], 1, 3));
  const { x, y } = parameterPlace(layout, { layer: 3, unit: 0, input: "bias" });
  const output = layout.units.at(-1);
  assert.ok(x < output.x && y > output.y);
  assert.equal(parameterPlace(layout, { layer: 2, unit: 2, input: 0 }), null);
  assert.equal(parameterPlace(layout, { layer: 1, unit: 0, input: 2 }), null);
});
