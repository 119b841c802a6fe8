import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError } from "../../../../frontend/js/core/api.js";
import { createExperimentsActions } from "../../../../frontend/js/core/experiments/actions.js";
import { watchExperiment } from "../../../../frontend/js/core/experiments/experiment.js";
import { watchList } from "../../../../frontend/js/core/experiments/list.js";
import { createExperimentsStore } from "../../../../frontend/js/core/experiments/store.js";
import { createNotices } from "../../../../frontend/js/core/page/notices.js";
import { createTexts } from "../../../../frontend/js/core/page/texts.js";
import { eventSources } from "./events.js";

globalThis.document = { hidden: false };
const PLACE = { kind: "sweeps", id: "s" };
const experiment = (change = {}) => ({ id: "s", kind: "sweep", status: "running", created_at: 0, runs: 4, done: 0, grid: { a: [1, 2] }, ...change });
const settled = async () => {
  for (let i = 0; i < 40; i++) await Promise.resolve();
};
/** A safetensors file without tensors. */
const EMPTY = Uint8Array.from([2, 0, 0, 0, 0, 0, 0, 0, 123, 125]).buffer;

/** A page about experiments, against a server that knows these. */
function stage(context, place, experiments) {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { sources, open } = eventSources();
  globalThis.EventSource = function (url) {
    return open(url);
  };
  const asked = [];
  const answer = (name, given) => async (...all) => {
    asked.push(name);
    return given(...all);
  };
  const api = {
    eventsUrl: ({ kind, id }) => `/api/${kind}/${id}/events`,
    list: answer("list", (kind) => ({ total: experiments.length, experiments: kind === "sweeps" ? experiments : [] })),
    experiment: answer("experiment", () => {
      if (!experiments.length) throw new ApiError(404, { code: "not_found", message: "gone" });
      return experiments[0];
    }),
    points: answer("points", () => ({ total: 0, points: [] })),
    results: answer("results", () => ({ total: 0, results: [] })),
    histories: answer("histories", () => ({ total: 0, histories: [] })),
    boundaries: answer("boundaries", () => EMPTY),
  };
  const store = createExperimentsStore(place);
  const page = { texts: createTexts("en", {}), notices: createNotices(), address: {} };
  const actions = createExperimentsActions({ page, store, api, storage: { getItem: () => null } });
  /** Time passes, in the steps in which answers come. */
  async function pass(milliseconds) {
    for (let at = 0; at < milliseconds; at += 100) {
      context.mock.timers.tick(100);
      await settled();
    }
  }
  const count = (name) => asked.filter((each) => each === name).length;
  return { room: { ...page, store, actions, api, place }, store, page, sources, pass, count };
}

test("while its events come, an experiment is not asked for, and what follows from it only when it has changed", async (context) => {
  const { room, store, sources, pass, count } = stage(context, PLACE, [experiment()]);
  watchExperiment(room);
  await settled();
  assert.deepEqual([sources.map(({ url }) => url), count("experiment"), count("points")], [["/api/sweeps/s/events"], 1, 1]);
  sources[0].say("progress", experiment());
  await pass(4000);
  assert.deepEqual([count("experiment"), count("points")], [1, 1]);
  sources[0].say("progress", { id: "s", status: "running", done: 2 });
  await pass(2000);
  assert.deepEqual([count("experiment"), count("points"), store.experiment.value.done], [1, 2, 2]);
  assert.deepEqual(store.experiment.value.grid, { a: [1, 2] });
});

test("many events in a row are answered with one look", async (context) => {
  const { room, store, sources, pass, count } = stage(context, PLACE, [experiment()]);
  watchExperiment(room);
  await settled();
  sources[0].say("progress", experiment());
  await pass(2000);
  for (const done of [1, 2, 3]) sources[0].say("progress", { id: "s", status: "running", done });
  await pass(1500);
  assert.deepEqual([count("points"), store.experiment.value.done], [2, 3]);
});

test("the last event ends it", async (context) => {
  const { room, store, sources, pass, count } = stage(context, PLACE, [experiment()]);
  watchExperiment(room);
  await settled();
  sources[0].say("progress", experiment());
  sources[0].say("end", { id: "s", status: "finished", done: 4 });
  await pass(10_000);
  assert.deepEqual([count("experiment"), sources.length, store.experiment.value.status], [1, 1, "finished"]);
});

test("where events do not get through, it is asked every second", async (context) => {
  const { room, sources, pass, count } = stage(context, PLACE, [experiment()]);
  watchExperiment(room);
  await settled();
  sources[0].fail();
  await pass(900);
  const before = count("experiment");
  await pass(5000);
  assert.ok(count("experiment") - before >= 4, `${count("experiment")} times`);
});

test("an experiment that is over is not listened to", async (context) => {
  const { room, sources, pass, count } = stage(context, PLACE, [experiment({ status: "finished", done: 4 })]);
  watchExperiment(room);
  await pass(10_000);
  assert.deepEqual([sources.length, count("experiment")], [0, 1]);
});

test("one that is deleted meanwhile is told of", async (context) => {
  const experiments = [experiment()];
  const { room, page, sources, pass } = stage(context, PLACE, experiments);
  watchExperiment(room);
  await settled();
  sources[0].say("progress", experiment());
  experiments.pop();
  sources[0].say("end", { status: "deleted" });
  await pass(2000);
  assert.deepEqual(page.notices.list.value.map(({ code }) => code), ["not_found"]);
});

test("one that is not there is missing", async (context) => {
  const { room, store, sources, pass } = stage(context, PLACE, []);
  watchExperiment(room);
  await pass(3000);
  assert.deepEqual([store.missing.value, sources.length], [true, 0]);
});

test("the list hears its newest experiments, and asks for the whole list only now and then", async (context) => {
  const { room, store, sources, pass, count } = stage(context, null, [experiment(), experiment({ id: "t", status: "finished" })]);
  watchList(room);
  await settled();
  assert.deepEqual(sources.map(({ url }) => url), ["/api/sweeps/s/events"]);
  sources[0].say("progress", experiment({ done: 3 }));
  assert.deepEqual(store.list.value.experiments.map(({ done }) => done), [3, 0]);
  await pass(1100);
  const before = count("list");
  for (let i = 0; i < 8; i++) {
    await pass(1000);
    sources[0].say("progress", { id: "s", done: 3, status: "running" });
  }
  assert.ok(count("list") - before <= 4, `${(count("list") - before) / 2} times in 8 seconds`);
});

test("of many that run, the list takes two connections and asks for the others", async (context) => {
  const { room, sources, pass, count } = stage(context, null, ["a", "b", "c"].map((id) => experiment({ id })));
  watchList(room);
  await settled();
  for (const source of sources) source.say("progress", { id: source.url.split("/")[3], status: "running" });
  assert.equal(sources.length, 2);
  const before = count("list");
  await pass(5000);
  assert.ok(count("list") - before >= 8, `${(count("list") - before) / 2} times in 5 seconds`);
});

test("one of the list that is over gives its connection to the next", async (context) => {
  const experiments = ["a", "b", "c"].map((id) => experiment({ id }));
  const { room, sources, pass } = stage(context, null, experiments);
  watchList(room);
  await settled();
  experiments[0] = experiment({ id: "a", status: "finished" });
  sources[0].say("end", { id: "a", status: "finished" });
  await pass(2000);
  assert.deepEqual([sources.map(({ url }) => url.split("/")[3]), sources[0].isClosed], [["a", "b", "c"], true]);
});
