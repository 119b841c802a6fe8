/** The twins of the labs against what torch computes, as the files under tests/golden/labs have it. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parsed } from "../../../../frontend/js/lib/expressions/parse.js";
import { Unreadable } from "../../../../frontend/js/lib/expressions/tree.js";
import { descent } from "../../../../frontend/js/lib/labs/descent.js";
import { linearTrace } from "../../../../frontend/js/lib/labs/linear.js";
import { perceptron } from "../../../../frontend/js/lib/labs/perceptron.js";
import { built, gapOf, heightsOf, outputOf, places } from "../../../../frontend/js/lib/labs/pieces.js";
import { classified, coin, gauss, softmax } from "../../../../frontend/js/lib/labs/statistics.js";
import { backward, differentiated, recorded } from "../../../../frontend/js/lib/labs/tape.js";

const FOLDER = join(import.meta.dirname, "../../../golden/labs");
const golden = (name) => JSON.parse(readFileSync(join(FOLDER, `${name}.json`), "utf8"));
const HELD = ["curves", "descents", "graphs", "linear", "perceptrons", "pieces", "statistics"];

/** Null stands for what is not finite. */
function close(shown, truth, tolerance, what) {
  if (truth === null) return assert.ok(!Number.isFinite(shown), `${what}: ${shown} where torch has no number`);
  assert.ok(Math.abs(shown - truth) <= tolerance * Math.max(1, Math.abs(truth)), `${what}: ${shown}, torch ${truth}`);
}

test("each golden file is held by this one", () => {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith(".json")).map((file) => file.replace(".json", ""));
  assert.deepEqual(files.sort(), HELD);
});

test("values and gradients of programs are those of torch", () => {
  for (const { lines, values, upstream, expected, error, at } of golden("graphs")) {
    const read = () => lines.map(([name, text], i) => [name, parsed(text, [...Object.keys(values), ...lines.slice(0, i).map(([known]) => known)])]);
    if (error) {
      assert.throws(read, (thrown) => thrown instanceof Unreadable && thrown.code === error && thrown.at === at, JSON.stringify(lines));
      continue;
    }
    const { nodes, output } = recorded(read(), values);
    backward(nodes, output, upstream);
    for (const [name, [value, gradient]] of Object.entries(expected)) {
      const node = nodes.find((each) => each.name === name);
      close(node.value, value, 1e-12, `${lines} ${name}`);
      close(node.gradient, gradient, 1e-12, `${lines} ∂${name}`);
    }
  }
});

test("curves and their slopes are those of torch", () => {
  for (const { expression, variable, values, x, value, slope } of golden("curves")) {
    if (Object.keys(values).length) continue;
    const f = differentiated(parsed(expression, [variable]), variable);
    for (const [i, at] of x.entries()) {
      const found = f(at);
      close(found.value, value[i], 1e-12, `${expression} at ${at}`);
      close(found.slope, slope[i], 1e-12, `slope of ${expression} at ${at}`);
    }
  }
});

test("descents go where those of torch.optim go", () => {
  for (const { expression, variable, learning_rate, low, high, points, ended, ...how } of golden("descents")) {
    const window = [low ?? -Infinity, high ?? Infinity];
    const found = descent(differentiated(parsed(expression, [variable]), variable), { ...how, rate: learning_rate, window });
    assert.equal(found.ended, ended, expression);
    for (const [step, x, value, slope] of points) {
      const point = found.points[step];
      close(point.x, x, 1e-10, `${how.optimizer} on ${expression}, step ${step}`);
      close(point.value, value, 1e-10, "value");
      close(point.slope, slope, 1e-10, "slope");
    }
  }
});

test("a weight learns as with torch.optim.SGD", () => {
  for (const { points, mode, w, learning_rate, steps, rows } of golden("linear")) {
    const found = linearTrace(points, mode, w, learning_rate, steps);
    for (const [i, row] of rows.entries()) {
      const { x, y, output, error, cost, gradient, w: after } = found[i];
      for (const [k, value] of [x, y, output, error, cost, gradient, after].entries()) if (row[k] !== null || value !== null) close(value, row[k], 1e-10, `row ${i}`);
    }
  }
});

test("corrections of a perceptron are exact", () => {
  for (const { points, order_seed, bias, most, corrections, presentations, ended, cycle } of golden("perceptrons")) {
    const found = perceptron(points, { seed: order_seed, bias, most });
    const made = found.shown.flatMap(({ isWrong, point, s, w, b }, presentation) => (isWrong ? [{ presentation, point, s, w, b }] : []));
    assert.deepEqual({ made, ended: found.ended, cycle: found.cycle, shown: found.shown.length }, { made: corrections, ended, cycle, shown: presentations });
  }
});

test("folds and steps are those that torch computes with", () => {
  for (const { function: text, low, high, kind, n, weights, biases, output, bias, gap, at } of golden("pieces")) {
    const tree = parsed(text, ["x"]);
    const f = (x) => differentiated(tree, "x")(x).value;
    const knots = places(low, high, n + 1);
    const layer = built(kind, knots, heightsOf(f, kind, knots));
    for (const [i, weight] of weights.entries()) {
      close(layer.hidden[i][0], weight, 1e-12, "weight");
      close(layer.hidden[i][1], biases[i], 1e-12, "bias");
      close(layer.output[i], output[i], 1e-12, "output weight");
    }
    close(layer.bias, bias, 1e-12, "bias of the output");
    const found = gapOf(f, (x) => outputOf(layer, x), low, high);
    close(found.gap, gap, 1e-12, `gap of ${n} ${kind} under ${text}`);
    close(found.at, at, 1e-12, `place of the gap of ${n} ${kind} under ${text}`);
  }
});

test("likelihoods and losses are those of torch", () => {
  const kinds = {
    gauss: ({ points, mu, sigma }) => gauss(points, mu, sigma),
    coin: ({ heads, throws, p }) => ({ nll: coin(heads, throws, p) }),
    class: ({ z, y }) => classified(z, y),
    softmax: ({ scores, class: right }) => softmax(scores, right),
  };
  for (const { kind, ...given } of golden("statistics")) {
    for (const [name, value] of Object.entries(kinds[kind](given))) {
      for (const [i, each] of [value].flat().entries()) close(each, [given[name]].flat()[i], 1e-12, `${kind} ${name}`);
    }
  }
});
