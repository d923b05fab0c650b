// The page holds everything without this: it adds sorting, filters by words, keys,
// and links that open what they point to.
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

  // photographs: a count, words to search, an order, keys; filters hide what rules of the style sheet hide, too
  function makePhotographs(section) {
    var list = section.querySelector(".tiles");
    var tiles = Array.from(list.children);
    var words = document.getElementById("photos-words");
    var order = document.getElementById("photos-sort");
    var count = document.getElementById("photos-count");
    var none = document.getElementById("photos-none");
    var filters = Array.from(section.querySelectorAll("fieldset"), makeCounts);
    var texts = tiles.map(function (tile) {
      return (tile.textContent + " " + tile.firstElementChild.title).toLowerCase();
    });
    var names = new Map(tiles.map(function (tile) { return [tile, tile.firstElementChild.title]; }));
    var shown = tiles;

    function link(tile) {
      return tile.firstElementChild;
    }

    function card(tile) {
      return document.getElementById(link(tile).hash.slice(1));
    }

    // one tile takes the Tab key; arrows go on from there
    function reachable(tile) {
      shown.forEach(function (other) { link(other).tabIndex = other === tile ? 0 : -1; });
    }

    // a filter: its data attribute, what it keeps, and the numbers beside its choices
    function makeCounts(fieldset) {
      var list = fieldset.querySelector("select");
      var fields = list ? Array.from(list.options) : Array.from(fieldset.querySelectorAll("input"));
      return {
        key: (list ? list.id : fields[0].name).slice(2),
        keeps: function () {
          return list ? list.value : fields.find(function (field) { return field.checked; }).value;
        },
        count: function (counts) {
          fields.forEach(function (field) {
            var n = (counts.get(field.value) || 0).toLocaleString("en");
            if (list) {
              field.textContent = field.dataset.t + " (" + n + ")";
            } else {
              field.parentElement.querySelector("small").textContent = n;
            }
          });
        }
      };
    }

    // beside a choice is the number of photographs that it would show with all other filters as they are
    function apply() {
      var wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
      var kept = filters.map(function (filter) { return filter.keeps(); });
      var counts = filters.map(function () { return new Map([["all", 0]]); });
      tiles.forEach(function (tile, i) {
        var said = wanted.every(function (word) { return texts[i].includes(word); });
        var misses = filters.filter(function (filter, k) {
          return kept[k] !== "all" && kept[k] !== tile.dataset[filter.key];
        });
        tile.hidden = !said || misses.length > 0;
        filters.forEach(function (filter, k) {
          if (said && misses.every(function (miss) { return miss === filter; })) {
            var value = tile.dataset[filter.key];
            counts[k].set("all", counts[k].get("all") + 1);
            counts[k].set(value, (counts[k].get(value) || 0) + 1);
          }
        });
      });
      filters.forEach(function (filter, k) { filter.count(counts[k]); });
      look();
    }

    function look() {
      shown = Array.from(list.children).filter(function (tile) {
        return !tile.hidden;
      });
      var all = tiles.length + (tiles.length === 1 ? " photograph" : " photographs");
      count.textContent = shown.length === tiles.length ? (tiles.length === 1 ? "" : "all ") + all : shown.length + " of " + all;
      none.hidden = shown.length > 0;
      reachable(shown[0]);
      neighbours();
    }

    // of a segment in a card's table, with its sign; photographs without it come last
    function share(tile, segment) {
      var row = Array.from(card(tile).querySelectorAll("tbody tr")).find(function (row) {
        return cellText(row, 0) === segment;
      });
      return row ? parseFloat(cellText(row, 2).replace("\u2212", "-")) : -Infinity;
    }

    function arrange() {
      var by = order.value;
      var segment = order.selectedOptions[0].textContent;
      var keys = new Map(tiles.map(function (tile) {
        return [tile, by === "n" ? 0 : by === "g" ? share(tile, segment) : Number(tile.dataset[by])];
      }));
      var sorted = document.createDocumentFragment();
      tiles.slice().sort(function (a, b) {
        return keys.get(b) - keys.get(a) || names.get(a).localeCompare(names.get(b), "en", { numeric: true });
      }).forEach(function (tile) { sorted.append(tile); });
      list.replaceChildren(sorted);
      look();
    }

    function step(from, key) {
      var at = shown.indexOf(from);
      var columns = shown.findIndex(function (tile) { return tile.offsetTop > shown[0].offsetTop; });
      var steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns,
        Home: -at, End: shown.length - 1 - at };
      return steps[key] === undefined || columns < 0 && key.match("Up|Down") ? null : shown[at + steps[key]];
    }

    // previous and next of the open card follow filters and order
    function neighbours() {
      var open = document.querySelector(".card:target") || document.querySelector(".card.example");
      var at = shown.findIndex(function (tile) { return card(tile) === open; });
      [["before", -1], ["after", 1]].forEach(function (way) {
        var anchor = open.querySelector("a." + way[0]);
        var tile = at < 0 ? null : shown[at + way[1]];
        if (anchor && at >= 0) {
          anchor.hidden = !tile;
          anchor.href = tile ? link(tile).hash : anchor.hash;
        }
      });
    }

    function back(open) {
      var tile = tiles.find(function (tile) { return card(tile) === open; });
      location.hash = tile.id;
      reachable(tile);
      link(tile).focus();
    }

    list.addEventListener("keydown", function (event) {
      var next = step(event.target.closest(".tile"), event.key);
      if (next) {
        event.preventDefault();
        reachable(next);
        link(next).focus();
      }
    });
    document.addEventListener("keydown", function (event) {
      var open = document.querySelector(".card:target");
      if (event.key === "Escape" && open) {
        back(open);
      }
      var inside = event.target.closest(".card");
      var way = { ArrowLeft: "before", ArrowRight: "after" }[event.key];
      var anchor = inside && way && !event.altKey && !event.ctrlKey && !event.metaKey
        ? inside.querySelector("a." + way + ":not([hidden])") : null;
      if (anchor) {
        event.preventDefault();
        location.hash = anchor.hash;
      }
    });
    window.addEventListener("hashchange", function () {
      var open = document.querySelector(".card:target");
      if (open) {
        open.focus({ preventScroll: true });
        neighbours();
      }
    });
    document.querySelectorAll(".card .back").forEach(function (anchor) {
      anchor.addEventListener("click", function (event) {
        event.preventDefault();
        back(anchor.closest(".card"));
      });
    });
    words.addEventListener("input", apply);
    order.addEventListener("change", arrange);
    var form = document.getElementById("photos-filters");
    form.addEventListener("change", apply);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("reset", function () {
      // after the fields have their first values again
      setTimeout(function () {
        apply();
        link(shown[0]).focus();
      });
    });
    apply();
  }

  document.documentElement.classList.add("js");
  document.querySelectorAll("table.sortable").forEach(makeSortable);
  document.querySelectorAll(".filter").forEach(makeFilter);
  document.querySelectorAll("#photos").forEach(makePhotographs);
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
