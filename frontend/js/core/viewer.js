/** Tells the server what this page looks at: which unit at full resolution, and whether gradients are needed. */

/**
 * @param {import("./store.js").Store} store
 * @param {() => import("./stream.js").Stream | null} stream
 */
export function createViewer(store, stream) {
  let unitName = "output";
  let wanted = "output";
  let gradients = false;

  async function lookAtUnit() {
    const shown = store.hovered.value ?? store.pinned.value;
    const name = shown && "layer" in shown ? `${shown.layer}-${shown.unit}` : "output";
    if (name === wanted) return;
    wanted = name;
    await stream()?.view({ unit: name }).then(() => (unitName = name), () => undefined);
  }

  function askForGradients() {
    const needed = store.pointed.value !== null || store.edited.value !== null;
    if (needed === gradients) return;
    gradients = needed;
    stream()?.view({ gradients }).catch(() => undefined);
  }

  store.hovered.subscribe(lookAtUnit);
  store.pinned.subscribe(lookAtUnit);
  store.pointed.subscribe(askForGradients);
  store.edited.subscribe(askForGradients);
  return { unitName: () => unitName };
}
