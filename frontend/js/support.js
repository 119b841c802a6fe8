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
		var notice = document.createElement("p");
		notice.className = "unsupported";
		notice.setAttribute("role", "alert");
		notice.setAttribute("data-testid", "notice");
		notice.setAttribute("data-code", "unsupported");
		notice.textContent =
			"This browser is too old. · Ce navigateur est trop ancien. (Chrome 123, Edge 123, Firefox 125, Safari 17.5)";
		document.body.insertBefore(notice, document.body.firstChild);
	});
})();
