/** Draws anew what is inside `root`, and gives the focus back to the control that had it. @param {HTMLElement} root @param {() => void} draw */
export function redraw(root, draw) {
	const { activeElement: active } = document;
	const name = active instanceof HTMLElement && root.contains(active) ? active.dataset.testid : undefined;
	draw();
	const back = name && root.querySelector(`[data-testid="${name}"]`);
	if (back instanceof HTMLElement) back.focus({ preventScroll: true });
}
