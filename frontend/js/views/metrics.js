/** Losses and accuracies of the training and the test points, and a confusion matrix one click away. */
import { element, setText } from "../core/dom.js";

const REFRESH = 1000;

/**
 * @param {HTMLElement} root
 * @param {{store: import("../core/store.js").Store, api: import("../core/api.js").Api}} page
 * @returns {() => void}
 */
export function metrics(root, { store, api }) {
  const life = new AbortController();
  const { signal } = life;
  const { t, format } = store.texts;
  const figures = /** @type {const} */ ([
    ["train_loss", "loss-train", format.loss, "key train"],
    ["test_loss", "loss-test", format.loss, "key test"],
    ["train_accuracy", "accuracy-train", format.percent, ""],
    ["test_accuracy", "accuracy-test", format.percent, ""],
  ]).map(([name, testid, text, key]) => ({ name, text, value: element("b", { "data-testid": testid }), key }));
  const list = element("dl", { class: "metrics" }, ...figures.map(({ name, value, key }) =>
    element("div", { class: name.endsWith("loss") ? "loss" : "accuracy", "data-explain": t(`explain.${name.split("_")[1]}_shown`) },
      element("dt", { class: "label" }, key ? element("span", { class: key }) : null, t(`metrics.${name}`)), element("dd", {}, value))));
  const table = element("div", { class: "confusion-table" });
  const confusion = element("details", { class: "confusion", "data-testid": "confusion" },
    element("summary", { text: t("confusion.title"), "data-explain": t("explain.confusion"), "data-explain-all": true }), table);
  root.append(list, confusion);

  let refreshed = 0;
  let asking = false;

  /** @param {import("../lib/types.js").Metrics | undefined} now */
  function show(now) {
    if (!now) return;
    for (const { name, text, value } of figures) {
      const figure = now[name];
      value.dataset.value = figure === null ? "" : String(figure);
      setText(value, text(figure));
    }
  }

  /** Asks the server, so that the counts are the network's own and not read off the picture. */
  async function count() {
    const { session, points } = store;
    const { value } = session;
    if (!confusion.open || !value || value.task === "regression" || asking || signal.aborted) return;
    asking = true;
    refreshed = performance.now();
    const { train, test } = points.value;
    const all = [...train, ...test];
    const id = value.id ?? value.watch_id;
    const answer = await api.predict(id, all.map(([x1, x2]) => [x1, x2])).catch(() => null);
    asking = false;
    if (answer) drawMatrix(all.map(([, , label]) => label), answer.outputs, value.classes, train.length);
  }

  /**
   * @param {number[]} labels
   * @param {any[]} outputs
   * @param {number} classes
   * @param {number} trained how many of them are training points
   */
  function drawMatrix(labels, outputs, classes, trained) {
    const names = classes > 2 ? Array.from({ length: classes }, (_, k) => String(k)) : ["−1", "+1"];
    const indexOf = (/** @type {number} */ label) => (classes > 2 ? label : label > 0 ? 1 : 0);
    const predicted = (/** @type {any} */ out) => (Array.isArray(out) && out.length > 1 ? out.indexOf(Math.max(...out)) : Number(out) >= 0 ? 1 : 0);
    const counts = names.map(() => names.map(() => [0, 0]));
    labels.forEach((label, i) => counts[indexOf(label)][predicted(outputs[i])][i < trained ? 0 : 1]++);
    table.replaceChildren(
      ...[0, 1].map((set) => matrix(t(set === 0 ? "confusion.train" : "confusion.test"), names, counts.map((row) => row.map((cell) => cell[set])))),
    );
  }

  /** @param {string} caption @param {string[]} names @param {number[][]} counts */
  function matrix(caption, names, counts) {
    const cell = (/** @type {number} */ value, /** @type {boolean} */ right) =>
      element("td", { class: right ? "right" : value ? "wrong" : "", text: format.integer(value) });
    return element("table", {},
      element("caption", { text: caption }),
      element("thead", {}, element("tr", {}, element("th", { scope: "col", text: t("confusion.corner") }), ...names.map((name) => element("th", { scope: "col", text: name })))),
      element("tbody", {}, ...counts.map((row, i) => element("tr", {}, element("th", { scope: "row", text: names[i] }), ...row.map((value, j) => cell(value, i === j))))),
    );
  }

  confusion.addEventListener("toggle", count, { signal });
  store.points.subscribe(count, { signal });
  store.session.subscribe((session) => {
    root.classList.toggle("regression", session?.task === "regression");
    if (!store.frame.value) show(session?.metrics);
    count();
  }, { signal });
  store.frame.subscribe((frame) => {
    show(frame?.metrics);
    if (performance.now() - refreshed > REFRESH || store.session.value?.status !== "playing") count();
  }, { signal });
  return () => life.abort();
}
