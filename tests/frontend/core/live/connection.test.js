import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError } from "../../../../frontend/js/core/api.js";
import { liveSession } from "../../../../frontend/js/core/live/session.js";
import { frame, page as pageOf, say, session, settled, transport, visit as visitOf } from "./stage.js";
import { DEFAULTS } from "../../options.js";

const refusal = (status, retryAfter) => new ApiError(status, { code: "no", message: "no" }, retryAfter);

/** A session that begins as a visit says, against a server whose answers are functions. */
function stage({ visit = visitOf(), encoding = "none", ...answers } = {}) {
  const page = pageOf();
  const ways = transport(encoding);
  const asked = [];
  const answer = (name, given) => async (...all) => {
    asked.push([name, ...all]);
    return (answers[name] ?? given)(...all);
  };
  const api = {
    find: answer("find", (id) => session(id)),
    create: answer("create", (config) => session("new", { config })),
    history: answer("history", () => ({ epochs: [], train_loss: [], test_loss: [] })),
    import: answer("import", () => session("imported")),
  };
  const live = liveSession(page, visit, ways.edges, api);
  const codes = () => page.notices.list.value.map(({ code }) => code);
  const act = () => page.notices.list.value.at(-1).action.run();
  return { ...live, page, ways, asked, visit, codes, act };
}

test("a visit that names nothing begins with a new session, with the settings of its address", async () => {
  const { start, asked, store, visit, ways, codes } = stage({ visit: visitOf({ hash: "#noise=99&speed=max" }) });
  await start();
  assert.deepEqual(asked.map(([name]) => name), ["create"]);
  assert.equal(asked[0][1].data.noise, 50);
  assert.deepEqual([store.session.value.watch_id, store.view.value.speed, visit.state.kept], ["new", null, "new-id"]);
  assert.equal(ways.socket.path, "/api/sessions/new-id/stream");
  assert.deepEqual(codes(), ["corrected"]);
});

test("points of an old link are brought back as a file is, those that have sides are not", async () => {
  const hash = "#dataset=custom&task=regression&points=0,0,1;1,1,2";
  const old = stage({ visit: visitOf({ hash }) });
  await old.start();
  const [[name, file]] = old.asked;
  assert.deepEqual([name, file.type], ["import", "application/json"]);
  assert.deepEqual(JSON.parse(await file.text()).data.points, [[0, 0, 1], [1, 1, 2]]);
  const present = stage({ visit: visitOf({ hash: `${hash}&sides=10` }) });
  await present.start();
  assert.deepEqual([present.asked[0][0], present.asked[0][1].data.sides], ["create", ["train", "test"]]);
});

test("the session that is named wins over the one that is kept", async () => {
  const { start, asked, ways } = stage({ visit: visitOf({ named: "na/med", kept: "kept" }) });
  await start();
  assert.deepEqual(asked, [["find", "na/med"]]);
  assert.equal(ways.socket.path, "/api/sessions/na%2Fmed/stream");
});

test("of a session that is only watched, the id is not kept", async () => {
  const { start, store, visit } = stage({ visit: visitOf({ named: "w" }), find: () => session("w", { id: undefined }) });
  await start();
  assert.deepEqual([store.isWatching(), visit.state.kept], [true, null]);
});

test("a kept session that has expired gives way to a new one, a named one asks first", async () => {
  const gone = () => {
    throw refusal(404);
  };
  const kept = stage({ visit: visitOf({ kept: "old" }), find: gone });
  await kept.start();
  assert.equal(kept.store.session.value.watch_id, "new");
  const named = stage({ visit: visitOf({ named: "old" }), find: gone });
  await named.start();
  assert.deepEqual([named.codes(), named.asked.length], [["expired"], 1]);
  await named.act();
  assert.deepEqual([named.codes(), named.visit.state.named, named.store.session.value.watch_id], [[], null, "new"]);
});

test("a server that does not answer is asked again by hand", async () => {
  let isUp = false;
  const find = (id) => {
    if (isUp) return session(id);
    throw new TypeError("fetch failed");
  };
  const { start, codes, act, store } = stage({ visit: visitOf({ kept: "a" }), find });
  await start();
  assert.deepEqual([codes(), store.session.value], [["unreachable"], null]);
  isUp = true;
  act();
  await settled();
  assert.deepEqual([codes(), store.session.value.watch_id], [[], "a"]);
});

test("a server that is full is asked again when it says so", async () => {
  let isFull = true;
  const create = (config) => {
    if (isFull) throw refusal(429, 3);
    return session("new", { config });
  };
  const { start, codes, ways, store } = stage({ create });
  await start();
  assert.deepEqual(codes(), ["busy"]);
  isFull = false;
  await ways.pass(2000);
  assert.equal(store.session.value, null);
  await ways.pass(3000);
  assert.deepEqual([codes(), store.session.value.watch_id], [[], "new"]);
});

/** A server that takes no config in which this holds, and names the field. */
const strict = (refuses, field) => (config) => {
  if (refuses(config)) throw new ApiError(422, { code: "invalid_config", message: "beyond me", field });
  return session("new", { config });
};

test("what the server refuses of a link gives way to the defaults, section by section", async () => {
  const hash = "#dataset=formula&expression=x1*1e9&hidden=3";
  const create = strict(({ data }) => data.dataset === "formula", "data.expression");
  const { start, asked, codes, store } = stage({ visit: visitOf({ hash }), create });
  await start();
  assert.deepEqual(asked.map(([, { data, network }]) => [data, network.hidden]).at(-1), [DEFAULTS.data, [3]]);
  assert.deepEqual([asked.length, codes(), store.session.value.watch_id], [2, ["invalid_config"], "new"]);
});

test("a server that refuses a link without a field has all defaults, and is asked no further", async () => {
  const some = stage({ visit: visitOf({ hash: "#hidden=3" }), create: strict(({ network }) => network.hidden.length === 1, "") });
  await some.start();
  assert.deepEqual(some.asked.map(([, { network }]) => network.hidden), [[3], [4, 2]]);
  const none = stage({ visit: visitOf({ hash: "#hidden=3" }), create: strict(() => true, "network.hidden") });
  await none.start();
  assert.deepEqual([none.asked.length, none.codes(), none.store.session.value], [2, ["invalid_config", "unreachable"], null]);
});

test("a lost connection is told of until it is back, and what is looked at is said again", async () => {
  const { start, actions, ways, codes } = stage({ encoding: "differences" });
  await start();
  ways.socket.onopen();
  actions.hover({ layer: 1, unit: 0 });
  ways.socket.onclose();
  assert.deepEqual(codes(), ["connection_lost"]);
  await ways.pass(250);
  await settled();
  ways.socket.onopen();
  assert.deepEqual(codes(), []);
  assert.deepEqual(ways.socket.sent, [{ type: "view", id: 3, encoding: "differences", unit: "1-0" }]);
});

test("a session that is gone is told of, and another one begins on request", async () => {
  let isThere = true;
  const find = (id) => {
    if (isThere) return session(id);
    throw refusal(404);
  };
  const { start, ways, codes, act, visit, store } = stage({ visit: visitOf({ kept: "a" }), find });
  await start();
  isThere = false;
  ways.socket.onclose();
  await ways.pass(250);
  assert.deepEqual([codes(), visit.state.kept], [["expired"], null]);
  await act();
  assert.deepEqual([codes(), store.session.value.watch_id, visit.state.kept], [[], "new", "new-id"]);
});

test("a session from a file takes the place of the one there was, whose stream ends", async () => {
  const { start, actions, adopt, api, ways, store, visit } = stage({ visit: visitOf({ named: "a" }) });
  await start();
  const [first] = ways.sockets;
  first.onopen();
  const begun = actions.begin(store.config.value, "spiral");
  for (let command = 0; command < 2; command++) {
    say(first, { type: "ok", id: first.sent.at(-1).id });
    await settled();
  }
  await begun;
  assert.equal(store.preset.value, "spiral");
  adopt(await api.import(new File(["{}"], "network.json")));
  assert.deepEqual([store.session.value.watch_id, store.preset.value, visit.state.named, first.isClosed], ["imported", null, null, true]);
  assert.equal(ways.socket.path, "/api/sessions/imported-id/stream");
});

test("where epochs pass faster than frames, the server's history fills the gap", async () => {
  const history = () => ({ epochs: [0, 50, 100], train_loss: [0.5, 0.4, 0.3], test_loss: [0.6, 0.5, 0.4] });
  const { start, ways, asked, store } = stage({ history });
  await start();
  ways.socket.onopen();
  for (const [sequence, epoch] of [[1, 1], [2, 100]]) {
    ways.socket.onmessage({ data: frame(sequence, epoch, [0.4, 0.5], "paused") });
    await settled();
    ways.paint();
  }
  await settled();
  assert.deepEqual(asked.filter(([name]) => name === "history"), [["history", "new-id"]]);
  assert.deepEqual(store.history.value.epochs, [0, 50, 100]);
});

test("events reach what is known, whatever else the server says is let pass", async () => {
  const { start, ways, store, codes } = stage();
  await start();
  const { socket } = ways;
  socket.onopen();
  say(socket, { type: "points", train: [[0, 0, 1]], test: [] });
  say(socket, { type: "history", epochs: [0], train_loss: [0.5], test_loss: [0.6] });
  say(socket, { type: "state", ...session("new", { status: "playing" }) });
  say(socket, { type: "notice", code: "expiring", message: "soon" });
  say(socket, { type: "notice", code: "diverged", message: "told by the state" });
  say(socket, { type: "constructor" });
  assert.deepEqual([store.points.value.train, store.history.value.epochs, store.session.value.status], [[[0, 0, 1]], [0], "playing"]);
  assert.deepEqual(codes(), ["expiring"]);
});
