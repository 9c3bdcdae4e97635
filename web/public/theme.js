// Sets the theme before anything is drawn: the one that was chosen last, or the system's.
(function () {
  var chosen = null;
  try {
    chosen = localStorage.getItem("fanin-theme");
  } catch {
    // Without storage the page follows the system.
  }
  var isDark = matchMedia("(prefers-color-scheme: dark)").matches;
  var theme = chosen === "light" || chosen === "dark" ? chosen : isDark ? "dark" : "light";
  document.documentElement.dataset.theme = theme;
})();
