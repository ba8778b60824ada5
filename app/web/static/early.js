/* Runs before the first paint, as a classic script: the chosen theme and language are set at once.
   Everything else of them is in theme.js and language.js. */
(function () {
  "use strict";
  var root = document.documentElement;
  function kept(name) {
    try {
      return localStorage.getItem(name);
    } catch (_) {
      return null;
    }
  }
  var theme = kept("hush.theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  var language = kept("hush.language");
  if (language !== "en" && language !== "ru") {
    language = /^(ru|be|kk|ky|uk)\b/i.test(navigator.language || "") ? "ru" : "en";
  }
  root.lang = language;
})();
