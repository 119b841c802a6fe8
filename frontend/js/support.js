/** Runs before the page: says so where the browser lacks what the page needs. Written for old browsers, as a script. */
(function () {
	var missing =
		!("noModule" in HTMLScriptElement.prototype) ||
		!("WebSocket" in window) ||
		!("DecompressionStream" in window) ||
		!("showPopover" in HTMLElement.prototype) ||
		!("at" in Array.prototype) ||
		!window.CSS ||
		!CSS.supports("color", "light-dark(red, blue)");
	if (!missing) return;
	document.addEventListener("DOMContentLoaded", function () {
		document.body.insertAdjacentHTML(
			"afterbegin",
			'<p class="unsupported" role="alert" data-testid="notice" data-code="unsupported">This browser is too old. · ' +
				"Ce navigateur est trop ancien. (Chrome 123, Edge 123, Firefox 125, Safari 17.5)</p>"
		);
	});
})();
