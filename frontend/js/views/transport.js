/** Reset, play, step, the epoch and the speed. */
import { element, icon, setText } from "../core/dom.js";
import { isWatching } from "../core/store.js";
import { labelled, offer, select } from "../widgets/fields.js";
import { chevronMenu } from "../widgets/menu.js";

const RESET = "M12 5V1L7 6l5 5V7a5 5 0 1 1-5 5H5a7 7 0 1 0 7-7z";
const PLAY = "M8 5v14l11-7z";
const PAUSE = "M7 5h3.6v14H7zM13.4 5H17v14h-3.6z";
const STEP = "M6 5l9 7-9 7zM16 5h2.6v14H16z";

/** @param {HTMLElement} root @param {Page} page */
export function transport(root, { store, actions }) {
  const life = new AbortController();
  const { signal } = life;
  const { t, format } = store.texts;

  const reset = round("reset", t("transport.reset"), RESET, () => actions.reset("same"));
  const play = round("play", t("transport.play"), PLAY, () => actions.toggle());
  play.classList.add("play");
  const step = round("step", t("transport.step"), STEP, () => actions.step("epochs"));
  const epoch = element("b", { class: "epoch-number", "data-testid": "epoch", "data-value": 0, text: "0" });
  const reached = element("span", { class: "field-value", "data-testid": "epochs-per-second" });
  const speed = select((value) => actions.setSpeed(JSON.parse(value)));

  root.append(
    element("div", { class: "transport", role: "group", "aria-label": t("transport.title") },
      element("span", { class: "split", "data-control": "reset" }, reset, ...chevronMenu({
        label: t("transport.reset.more"),
        items: [
          { text: t("transport.reset.same"), hint: "R", testid: "reset-same", run: () => actions.reset("same") },
          { text: t("transport.reset.new"), hint: "⇧R", testid: "reset-new", run: () => actions.reset("new") },
        ],
      })),
      element("span", { "data-control": "play" }, play),
      element("span", { class: "split", "data-control": "step" }, step, ...chevronMenu({
        label: t("transport.step.more"),
        items: [
          { text: t("transport.step.epoch"), hint: "→", testid: "step-epoch", run: () => actions.step("epochs") },
          { text: t("transport.step.minibatch"), hint: "⇧→", testid: "step-minibatch", run: () => actions.step("steps") },
        ],
      })),
    ),
    element("div", { class: "epoch", "data-explain": t("explain.epoch") }, element("span", { class: "label", text: t("field.epoch") }), epoch),
    labelled({ name: "speed", label: t("field.speed"), explain: t("explain.speed"), control: speed, value: reached }),
  );

  store.view.subscribe((view) => {
    const text = (/** @type {number | null} */ value) =>
      value === null ? t("speed.max") : t("speed.rate", { rate: format.integer(value) });
    offer(speed, store.options.speeds.map((value) => ({ value: JSON.stringify(value), text: text(value) })), JSON.stringify(view.speed));
  }, { signal });
  store.session.subscribe((session) => {
    const playing = session?.status === "playing";
    play.replaceChildren(icon(playing ? PAUSE : PLAY));
    play.setAttribute("aria-label", t(playing ? "transport.pause" : "transport.play"));
    play.dataset.explain = t(playing ? "explain.pause" : "explain.play");
    play.classList.toggle("inviting", session?.status === "paused" && session.epoch === 0);
    document.documentElement.dataset.status = session?.status ?? "connecting";
    for (const button of root.querySelectorAll("button, select")) {
      button.toggleAttribute("disabled", !session || isWatching(store));
    }
    if (session) showEpoch(session.epoch);
    if (!playing) setText(reached, "");
  }, { signal });
  store.frame.subscribe((frame) => {
    if (!frame) return;
    showEpoch(frame.epoch);
    const rate = frame.metrics.epochs_per_second;
    const playing = store.session.value?.status === "playing";
    reached.dataset.value = String(rate ?? 0);
    setText(reached, playing && rate !== null ? t("speed.reached", { rate: format.short(rate) }) : "");
  }, { signal });

  /** @param {number} value */
  function showEpoch(value) {
    epoch.dataset.value = String(value);
    setText(epoch, format.integer(value));
  }

  return () => life.abort();
}

/** @param {string} testid @param {string} label @param {string} path @param {() => void} run */
function round(testid, label, path, run) {
  return element("button", { type: "button", class: "round", "data-testid": testid, "aria-label": label, onclick: run }, icon(path));
}
