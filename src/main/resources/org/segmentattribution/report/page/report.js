// The page holds everything without this: it adds sorting, a filter, and links that open what they point to.
(function () {
  "use strict";

  function cellText(row, column) {
    return row.cells[column].textContent.trim();
  }

  // numbers by their value, words by the alphabet; cells without a number last, in either direction
  function sort(table, column, direction) {
    var body = table.tBodies[0];
    var keys = Array.from(body.rows, function (row) {
      var value = row.cells[column].dataset.v;
      var text = cellText(row, column);
      return { row: row, number: value === undefined ? NaN : Number(value), text: text };
    });
    var numeric = keys.some(function (key) { return !isNaN(key.number); });
    keys.sort(function (a, b) {
      if (!numeric) {
        return direction * a.text.localeCompare(b.text, "en", { numeric: true });
      }
      if (isNaN(a.number) || isNaN(b.number)) {
        return isNaN(a.number) - isNaN(b.number);
      }
      return direction * (a.number - b.number);
    });
    keys.forEach(function (key) { body.appendChild(key.row); });
  }

  function makeSortable(table) {
    Array.from(table.tHead.rows[0].cells).forEach(function (head, column) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.textContent = "";
      head.appendChild(button);
      head.setAttribute("aria-sort", "none");
      button.addEventListener("click", function () {
        var ascending = head.getAttribute("aria-sort") !== "ascending";
        Array.from(table.tHead.rows[0].cells).forEach(function (other) {
          other.setAttribute("aria-sort", "none");
        });
        head.setAttribute("aria-sort", ascending ? "ascending" : "descending");
        sort(table, column, ascending ? 1 : -1);
      });
    });
  }

  // every word must occur in one of the columns of words
  function makeFilter(box) {
    var input = box.querySelector("input");
    var count = box.querySelector("output");
    var table = document.getElementById(box.dataset.table);
    var rows = Array.from(table.tBodies[0].rows);
    var texts = rows.map(function (row) {
      var texts = [];
      for (var column = 0; column < Number(box.dataset.words); column++) {
        texts.push(cellText(row, column));
      }
      return texts.join("\n").toLowerCase();
    });
    function apply() {
      var words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      var shown = 0;
      rows.forEach(function (row, i) {
        row.hidden = !words.every(function (word) { return texts[i].includes(word); });
        shown += row.hidden ? 0 : 1;
      });
      count.textContent = shown + " of " + rows.length + " rows";
    }
    input.addEventListener("input", apply);
    box.hidden = false;
    apply();
  }

  // opens every fold around the target; the fold's own line takes the focus
  function reveal(hash) {
    var target = hash.length > 1 ? document.getElementById(hash.slice(1)) : null;
    var fold = target ? target.closest("details") : null;
    if (!fold) {
      return;
    }
    for (var outer = fold; outer; outer = outer.parentElement.closest("details")) {
      outer.open = true;
    }
    fold.firstElementChild.focus({ preventScroll: true });
    fold.scrollIntoView({ block: "start" });
  }

  document.querySelectorAll("table.sortable").forEach(makeSortable);
  document.querySelectorAll(".filter").forEach(makeFilter);
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[href^='#']");
    if (link) {
      // after the browser has gone there itself
      setTimeout(reveal, 0, link.getAttribute("href"));
    }
  });
  window.addEventListener("hashchange", function () { reveal(location.hash); });
  reveal(location.hash);
})();
