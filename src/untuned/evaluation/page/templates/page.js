(function () {
  "use strict";
  var root = document.documentElement, button = document.getElementById("theme");
  if (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      var dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
    });
  }
  var form = document.getElementById("filters");
  if (form) {
    var rows = Array.prototype.slice.call(document.querySelectorAll("table.grid tbody tr"));
    var which = document.getElementById("which"), words = document.getElementById("words"), left = document.getElementById("left");
    var choose = function () {
      var wanted = words.value.toLocaleLowerCase(), shown = 0;
      rows.forEach(function (row) {
        var fits = (!which.value || row.hasAttribute("data-" + which.value)) && row.firstElementChild.textContent.toLocaleLowerCase().indexOf(wanted) >= 0;
        row.hidden = !fits;
        shown += fits ? 1 : 0;
      });
      left.textContent = shown + " / " + rows.length;
    };
    form.hidden = false;
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    which.addEventListener("change", choose);
    words.addEventListener("input", choose);
    addEventListener("pageshow", choose); // whoever comes back finds the words that they typed
    choose();
  }
  addEventListener("beforeprint", function () {
    document.querySelectorAll("details").forEach(function (one) { one.dataset.was = one.open ? "1" : ""; one.open = true; });
  });
  addEventListener("afterprint", function () {
    document.querySelectorAll("details").forEach(function (one) { one.open = one.dataset.was === "1"; });
  });
})();
