(() => {
'use strict';
const at = id => document.getElementById(id);
const PAGE = 60;
const FACETS = [
  ['label', 'Labelled'], ['right', 'Model was'], ['first', 'Looks first at'], ['speaks', 'That speaks'],
  ['agree', 'First segment'], ['right_in', 'Right in']];
const WORDS = {
  right: {right: '✓ right', wrong: '✗ wrong', unknown: 'not known'},
  speaks: {for: 'for the class', against: 'against it', neither: 'neither'},
  agree: {another: 'another comes first', same: 'the same'},
  right_in: {both: 'both', a: 'A alone', b: 'B alone', neither: 'neither', unknown: 'not known'}};
const SORTS = [
  ['name', 'name'], ['label', 'label'], ['predicted', 'what the model said'], ['correct', 'right or wrong'],
  ['target', 'class explained'], ['confidence', 'how sure the model was'], ['first', 'first segment'],
  ['strength', 'share of the first segment'], ['share', 'share, against to for'],
  ['segments', 'number of segments'], ['difference', 'difference of A and B']];
let info, universe = {}, last, asking, current = 0, drawing = 0, waiting = [], broken = new Map();

/* small things */
function el(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value !== null && value !== false) made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.filter(c => c !== null && c !== undefined));
  return made;
}
function svg(tag, attributes, ...children) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}
const two = () => info.runs.length > 1;
const number = n => n.toLocaleString('en');
const percent = share => Math.round(100 * share) + '\u00a0%';
function signed(share) {
  if (share === null) return '–';
  const p = Math.round(100 * Math.abs(share));
  return (p === 0 ? '' : share < 0 ? '−' : '+') + p + '\u00a0%';
}
const method = (s, side) => Number(s.get(side === 0 ? 'ma' : 'mb') || 0);
const hasSigns = (s, side) => info.runs[side].signed[method(s, side)];
function mark(value) {
  if (value > 0) return [el('span', {class: 'mk f', 'aria-hidden': 'true'}, '+'), el('span', {class: 'vh'}, 'for')];
  if (value < 0) return [el('span', {class: 'mk a', 'aria-hidden': 'true'}, '−'), el('span', {class: 'vh'}, 'against')];
  return [];
}
const swatch = name => el('span', {class: 'sw s' + (name in info.colours ? info.colours[name] : 10), 'aria-hidden': 'true'});

/* what is shown is in the address, so back, forward and copies of the address work */
const state = () => new URLSearchParams(location.hash.slice(1));
function address(change, keep) {
  const s = keep ? state() : new URLSearchParams();
  for (const [name, value] of Object.entries(change)) {
    s.delete(name);
    for (const one of Array.isArray(value) ? value : value === null || value === '' ? [] : [value]) s.append(name, one);
  }
  return '#' + s;
}
function go(change) {
  location.hash = address(Object.assign({from: null, photo: null}, change), true);
}
function asked(s) {
  const q = new URLSearchParams(s);
  q.delete('photo');
  return q;
}
async function ask(path, signal) {
  const answer = await fetch(path, {signal});
  if (!answer.ok) throw new Error((await answer.text()).trim());
  return answer.json();
}

/* filters */
function options(facet, counts) {
  const known = new Map(counts.map(c => [c.value, c.count]));
  const all = universe.facets[facet].map(c => c.value);
  const of = v => known.get(v) || 0;
  const made = all.map(v => ({values: [v], text: (WORDS[facet] || {})[v] || v || 'no label', count: of(v)}));
  if (facet === 'right_in') made.unshift({values: ['a', 'b'], text: 'one alone', count: of('a') + of('b')});
  return made;
}
function chips(s, page) {
  const box = at('chips');
  const focused = document.activeElement && document.activeElement.id;
  box.replaceChildren();
  for (const [facet, title] of FACETS) {
    if (!page.facets[facet]) continue;
    const chosen = s.getAll(facet);
    const side = s.get('side') === 'b' ? 1 : 0;
    if (facet === 'speaks' && !hasSigns(s, side) && chosen.length === 0) continue;
    const every = options(facet, page.facets[facet]);
    if (every.length < 2 && chosen.length === 0) continue;
    const sum = page.facets[facet].reduce((n, c) => n + c.count, 0);
    const list = [{values: [], text: 'all', count: sum}, ...every];
    const set = el('fieldset', {}, el('legend', {}, title));
    if (every.length > 12) {
      const select = el('select', {id: facet, 'aria-label': title});
      list.forEach((o, i) => {
        const option = el('option', {value: i}, o.text + ' (' + number(o.count) + ')');
        option.selected = o.values.join('\n') === chosen.join('\n');
        select.append(option);
      });
      select.onchange = () => go({[facet]: list[select.value].values});
      set.append(select);
    } else {
      list.forEach((o, i) => {
        const input = el('input', {type: 'radio', name: facet, id: facet + '-' + i});
        input.checked = o.values.join('\n') === chosen.join('\n');
        input.onchange = () => go({[facet]: o.values});
        const look = el('span', {class: 'c'});
        if (facet === 'first' && o.values.length) look.append(swatch(o.values[0]));
        if (facet === 'speaks' && o.values.length) look.append(...mark({for: 1, against: -1}[o.values[0]] || 0).slice(0, 1));
        look.append(el('b', {title: o.text}, o.text), el('small', {}, number(o.count)));
        set.append(el('label', {class: 'chip'}, input, look));
      });
    }
    box.append(set);
  }
  if (focused && at(focused) && box.contains(at(focused))) at(focused).focus();
}
const filtered = s => ['text', 'low', 'high', ...FACETS.map(f => f[0])].some(name => s.has(name));
function tools(s) {
  const set = (id, value) => { if (document.activeElement !== at(id)) at(id).value = value; };
  set('text', s.get('text') || '');
  set('low', s.has('low') ? Math.round(100 * s.get('low')) : '');
  set('high', s.has('high') ? Math.round(100 * s.get('high')) : '');
  set('sort', s.get('sort') || 'name');
  set('down', s.get('down') || '0');
  at('clear').hidden = !filtered(s);
}
function methods(s) {
  const box = at('methods');
  box.replaceChildren();
  info.runs.forEach((run, side) => {
    if (run.methods.length > 1) {
      const key = side === 0 ? 'ma' : 'mb';
      const select = el('select', {id: key});
      run.methods.forEach((name, i) => {
        const option = el('option', {value: i}, name);
        option.selected = i === method(s, side);
        select.append(option);
      });
      select.onchange = () => {
        const change = {[key]: select.value, speaks: null};
        // the other run shows the same method where it has it
        const same = two() ? info.runs[1 - side].methods.indexOf(run.methods[select.value]) : -1;
        if (same >= 0) change[side === 0 ? 'mb' : 'ma'] = same;
        go(change);
      };
      box.append(el('label', {}, two() ? 'Method of ' + 'AB'[side] : 'Method', select));
    }
  });
  if (two()) {
    const select = el('select', {id: 'side'}, el('option', {value: 'a'}, 'A'), el('option', {value: 'b'}, 'B'));
    select.value = s.get('side') || 'a';
    select.onchange = () => go({side: select.value});
    box.append(el('label', {}, 'Filters look at', select));
  }
  box.hidden = box.childElementCount === 0;
}

/* pictures come first, then outlines, a few at a time */
function picture(run, no, kind) { return '/' + kind + '/' + run + '/' + no + '.jpg?v=' + info.id; }
function pixelMap(run, m, no) { return '/map/' + run + '/' + m + '/' + no + '.jpg?v=' + info.id; }
function over(run, m, no, kind) { return '/' + kind + '/' + run + '/' + m + '/' + no + '.svg?v=' + info.id; }
async function why(url) {
  try {
    return (await (await fetch(url)).text()).trim();
  } catch (e) {
    return 'The server has ended.';
  }
}
function photo(box, url, done, before) {
  const img = el('img', {alt: '', decoding: 'async'});
  img.onload = () => done && done();
  img.onerror = async () => {
    const sentence = await why(url);
    if (before) before.remove();
    img.replaceWith(el('span', {class: 'gone'}, sentence));
  };
  img.src = url;
  box.prepend(img);
  return img;
}
function line(box, url) { waiting.push([box, url]); next(); }
function next() {
  while (drawing < 3 && waiting.length) {
    const [box, url] = waiting.shift();
    if (!box.isConnected) continue;
    drawing++;
    const img = el('img', {alt: '', class: 'line'});
    img.onload = () => { drawing--; next(); };
    img.onerror = async () => {
      img.remove();
      const sentence = await why(url);
      box.title = sentence;
      broken.set(sentence, (broken.get(sentence) || 0) + 1);
      if (broken.get(sentence) === 3) notes();
      drawing--;
      next();
    };
    img.src = url;
    box.append(img);
  }
}
function notes() {
  const all = [];
  info.runs.forEach((run, side) => run.notes.forEach(n => all.push((two() ? 'AB'[side] + ': ' : '') + n)));
  info.runs.forEach((run, side) => {
    if (run.untold) {
      all.push((two() ? 'AB'[side] + ': ' : '') + number(run.untold) + (run.untold === 1 ? ' photograph has' : ' photographs have')
        + ' no tile: no segment was found, or failures.csv says why.');
    }
  });
  if (info.runs.some(run => !run.ready)) all.push('Opening the photographs and masks …');
  for (const [sentence, count] of broken) if (count > 2 && !all.some(n => n.includes(sentence.replace(/^Outlines are missing: /, '')))) all.push(sentence);
  at('notes').replaceChildren(...all.map(n => el('li', {}, n)));
  at('notes').hidden = all.length === 0;
}

/* tiles */
function side(tile, i, s) {
  const reading = i === 0 ? tile.a : tile.b;
  const pic = el('span', {class: 'pic', 'data-run': i});
  const signs = hasSigns(s, i) ? mark(reading.first.signed) : [];
  const share = reading.first.share === null ? '' : percent(Math.abs(reading.first.share));
  const said = reading.correct === false || (two() && reading.correct !== true)
    ? el('span', {class: 'bad'}, '✗ said ' + reading.predicted)
    : el('span', {}, (reading.correct ? '✓ ' : 'said ') + reading.predicted);
  return el('span', {class: 'side'}, pic,
    el('span', {class: 'cap'}, two() ? el('span', {class: 'soft'}, 'AB'[i]) : null, ...signs,
      el('b', {title: reading.first.name}, reading.first.name), el('i', {}, share)),
    el('span', {class: 't2', title: reading.predicted}, said));
}
function tileOf(tile, s, i) {
  const sides = el('span', {class: 'sides'}, side(tile, 0, s), tile.b ? side(tile, 1, s) : null);
  const link = el('a', {href: address({photo: tile.no}, true), 'data-no': tile.no, tabindex: i === current ? 0 : -1}, sides,
    el('span', {class: 't2 soft', title: tile.label}, tile.label ? 'labelled ' + tile.label : 'no label'),
    el('span', {class: 't3', title: tile.name}, tile.name.split('/').pop()));
  return el('li', {class: 'tile'}, link);
}
function pictures(s) {
  waiting = [];
  at('tiles').querySelectorAll('a').forEach(link => {
    const no = link.dataset.no;
    link.querySelectorAll('.pic').forEach(box => {
      const run = Number(box.dataset.run);
      const before = box.querySelector('img.early');
      if (!info.runs[run].ready) {
        if (info.runs[run].early && !box.childElementCount) {
          const img = el('img', {alt: '', class: 'early', src: picture(run, no, 'early')});
          img.onerror = () => img.remove();
          box.append(img);
        }
        return;
      }
      if (box.childElementCount && !before) return;
      // what was shown early is shown again once it is known to be unchanged
      const done = () => {
        if (before) before.remove();
        line(box, over(run, method(s, run), no, 'outline'));
      };
      photo(box, picture(run, no, 'thumb'), done, before);
      if (before) before.classList.remove('early');
    });
  });
}
function show(page, s) {
  last = page;
  const had = at('tiles').contains(document.activeElement);
  current = Math.min(current, Math.max(0, page.tiles.length - 1));
  at('tiles').replaceChildren(...page.tiles.map((tile, i) => tileOf(tile, s, i)));
  at('tiles').setAttribute('aria-busy', 'false');
  const what = page.total === 1 ? ' photograph' : ' photographs';
  at('count').textContent = page.found === page.total
    ? 'all ' + number(page.total) + what : number(page.found) + ' of ' + number(page.total) + what;
  const to = page.from + page.tiles.length;
  at('where').textContent = number(page.from + 1) + '–' + number(to) + ' of ' + number(page.found);
  at('none').hidden = page.found > 0;
  at('pager').hidden = page.found <= PAGE;
  at('back').disabled = page.from === 0;
  at('on').disabled = to >= page.found;
  chips(s, page);
  tools(s);
  pictures(s);
  if (had && links()[current]) links()[current].focus({preventScroll: true});
}
async function load() {
  const s = state();
  const q = asked(s);
  const key = q.toString();
  const base = ['ma', 'mb', 'side'].map(n => n + '=' + (s.get(n) || (n === 'side' ? 'a' : 0))).join('&');
  if (load.key !== key) {
    if (asking) asking.abort();
    asking = new AbortController();
    const signal = asking.signal;
    at('tiles').setAttribute('aria-busy', 'true');
    try {
      const page = await ask('/tiles?count=' + PAGE + '&' + q, signal);
      if (universe.base !== base) {
        universe = filtered(s) ? await ask('/tiles?count=1&' + base, signal) : page;
        universe.base = base;
        methods(s);
      }
      load.key = key;
      show(page, s);
    } catch (e) {
      if (e.name === 'AbortError') return;
      at('count').textContent = e.message === 'Failed to fetch' ? 'The server has ended.' : e.message;
      at('tiles').setAttribute('aria-busy', 'false');
      return;
    }
  } else {
    at('tiles').querySelectorAll('a').forEach(a => { a.href = address({photo: a.dataset.no}, true); });
  }
  if (s.has('photo')) await open(s); else shut();
}

/* one photograph */
function bar(share, signs) {
  const mid = signs ? 50 : 0;
  const w = (100 - mid) * Math.abs(share || 0);
  const track = svg('svg', {class: 'track', 'aria-hidden': 'true'});
  if (w > 0) {
    track.append(svg('rect', {class: share > 0 ? 'ff' : 'fa', x: (share > 0 ? mid : mid - w) + '%', width: w + '%', y: 4, height: 14}));
  }
  track.append(svg('line', {class: 'mid', x1: mid + '%', x2: mid + '%', y1: 0, y2: 22}));
  return track;
}
const shareText = (share, signs) => signs || share === null ? signed(share) : percent(share);
function table(rows, target, signs) {
  const ends = signs ? el('span', {}, el('span', {class: 'against'}, '◂', el('span', {class: 'w'}, ' against')),
    el('span', {class: 'for'}, el('span', {class: 'w'}, 'for '), '▸')) : '';
  const head = el('tr', {}, el('th', {scope: 'col'}, 'Segment'), el('th', {scope: 'col', class: 'bar'}, ends),
    el('th', {scope: 'col'}, 'Share'), el('th', {scope: 'col'}, 'Rank'),
    el('th', {scope: 'col', title: 'part of the picture that the segment covers'}, 'Area'));
  const caption = 'Segments and their share ' + (signs ? 'for or against ' : 'of the attribution for ') + target;
  return el('table', {}, el('caption', {class: 'vh'}, caption),
    el('thead', {}, head), el('tbody', {}, ...rows.map(r => el('tr', {},
      el('td', {}, el('span', {}, swatch(r.name), r.name)), el('td', {class: 'bar'}, bar(r.share, signs)),
      el('td', {}, shareText(r.share, signs)), el('td', {}, String(r.rank)),
      el('td', {}, r.part === null ? '–' : percent(r.part))))));
}
function sentence(reading, rows, signs) {
  const p = el('p', {});
  const sign = reading.first.signed;
  const way = signs && sign !== 0 ? [' that speaks ', el('b', {class: sign > 0 ? 'for' : 'against'}, sign > 0 ? 'for' : 'against'), ' ' + reading.target] : null;
  if (rows.length === 1) p.append('Holds one segment, the ', el('b', {}, reading.first.name), ': nothing to compare it with.');
  else p.append('Looks first at the ', el('b', {}, reading.first.name), ...(way ? [';', ...way] : []), '.');
  const sure = reading.confidence === null ? '' : ', ' + percent(reading.confidence) + ' sure';
  p.append(el('span', {class: reading.correct === false ? 'bad' : 'soft'},
    ' ' + (reading.correct === false ? '✗ ' : reading.correct ? '✓ ' : '') + 'The model said ' + reading.predicted + sure + '.'));
  return p;
}
function ofRun(answer, i, s) {
  const reading = i === 0 ? answer.tile.a : answer.tile.b;
  const no = answer.tile.no;
  const plain = el('span', {class: 'pic'});
  const filled = el('span', {class: 'pic'});
  const rows = answer.segments[i];
  const signs = hasSigns(s, i);
  const text = rows.map(r => r.name + ' ' + shareText(r.share, signs)).join(', ');
  const words = el('figcaption', {'aria-live': 'polite'});
  const button = el('button', {type: 'button', class: 'pixels', 'aria-keyshortcuts': 'm'});
  button.onclick = () => { pixels = !pixels; document.querySelectorAll('#card .run').forEach(b => b.pixels()); };
  const box = el('div', {class: 'run'}, two() ? el('h3', {}, 'AB'[i] + ': ' + info.runs[i].name) : null,
    sentence(reading, rows, signs),
    el('figure', {}, plain, el('figcaption', {}, 'The photograph as the model sees it, with the segment that comes first')),
    el('figure', {}, filled, words, button),
    el('div', {class: 'tab'}, table(rows, reading.target, signs)));
  // the model runs only when the map is asked for; a map stays until the card is closed
  box.pixels = () => {
    const map = filled.querySelector('img.map');
    button.setAttribute('aria-pressed', pixels);
    button.textContent = pixels ? 'show segments' : 'show each pixel';
    filled.classList.toggle('mapped', pixels && Boolean(map && map.naturalWidth));
    const colours = signs ? [el('b', {class: 'for'}, 'for'), ' ' + reading.target + ', ', el('b', {class: 'against'}, 'against'), ' it'] : [];
    words.replaceChildren(pixels ? 'Attribution of each pixel' : 'Each segment filled by its share',
      ...(signs ? [': ', ...colours] : ['; this method does not tell for from against']));
    if (!pixels || map) return;
    words.replaceChildren('Computing the attribution of each pixel …');
    const img = el('img', {alt: 'Attribution of each pixel', class: 'map'});
    img.onload = () => box.pixels();
    img.onerror = async () => {
      const sentence = await why(img.src);
      img.remove();
      if (pixels) words.replaceChildren(sentence);
    };
    img.src = pixelMap(i, method(s, i), no);
    filled.append(img);
  };
  box.pixels();
  const draw = () => {
    photo(plain, picture(i, no, 'picture'), () => line(plain, over(i, method(s, i), no, 'outline'))).alt = answer.tile.name;
    const under = photo(filled, picture(i, no, 'picture'), () => {
      const img = el('img', {alt: text});
      img.onerror = async () => { img.remove(); filled.append(el('span', {class: 'gone'}, await why(img.src))); };
      img.src = over(i, method(s, i), no, 'overlay');
      filled.append(img);
    });
    under.classList.add('grey');
  };
  if (info.runs[i].ready) draw(); else later.push([i, draw]);
  return box;
}
let later = [], pixels = false;
async function open(s) {
  let answer;
  const q = asked(s);
  q.set('no', s.get('photo'));
  const card = at('card');
  try {
    answer = await ask('/photo?' + q);
  } catch (e) {
    card.replaceChildren(el('p', {id: 'card-name'}, e.message), el('p', {}, el('a', {href: address({photo: null}, true)}, 'all photographs')));
    if (!card.open) card.showModal();
    return;
  }
  if (state().get('photo') !== s.get('photo')) return;
  const {tile, neighbours} = answer;
  const way = (no, text, id) => no === null ? null : el('a', {href: address({photo: no}, true), id}, text);
  const place = neighbours.place === null ? null
    : el('span', {class: 'soft'}, number(neighbours.place) + ' of ' + number(last.found));
  const end = el('button', {type: 'button', id: 'shut'}, 'close');
  end.onclick = close;
  const first = tile.a.first.name;
  const alike = el('p', {class: 'alike'}, 'Others: ',
    el('a', {href: address({first}, false)}, 'looks first at ' + first),
    tile.label ? el('a', {href: address({label: tile.label, first}, false)}, 'the same, labelled ' + tile.label) : null,
    tile.label ? el('a', {href: address({label: tile.label, right: 'wrong'}, false)}, 'labelled ' + tile.label + ', model wrong') : null);
  card.replaceChildren(
    el('header', {}, el('h2', {id: 'card-name', title: tile.name}, tile.name.split('/').pop()),
      el('span', {class: 'soft'}, tile.label ? 'labelled ' + tile.label : 'no label'),
      el('nav', {'aria-label': 'Neighbours'}, way(neighbours.previous, '‹ previous', 'previous'), place,
        way(neighbours.next, 'next ›', 'following'), end)),
    ofRun(answer, 0, s), tile.b ? ofRun(answer, 1, s) : '', alike);
  const at0 = last.tiles.findIndex(t => t.no === tile.no);
  if (at0 >= 0) focusable(at0);
  if (!card.open) card.showModal();
  card.scrollTop = 0;
  end.focus();
}
function close() {
  location.hash = address({photo: null}, true);
}
function shut() {
  const card = at('card');
  if (card.open) {
    pixels = false;
    // the browser gives the focus back to where it was before the card
    const to = current;
    card.close();
    if (links()[to]) {
      focusable(to);
      links()[to].focus();
    }
  }
}

/* keys */
const links = () => [...at('tiles').querySelectorAll('a')];
function focusable(i) {
  const all = links();
  if (all[current]) all[current].tabIndex = -1;
  current = i;
  if (all[i]) all[i].tabIndex = 0;
}
function columns() {
  const all = links();
  const top = all[0].getBoundingClientRect().top;
  const n = all.findIndex(a => a.getBoundingClientRect().top > top + 2);
  return n < 0 ? all.length : n;
}
at('tiles').addEventListener('focusin', e => {
  const i = links().indexOf(e.target.closest('a'));
  if (i >= 0) focusable(i);
});
at('tiles').addEventListener('keydown', e => {
  if (e.altKey || e.ctrlKey || e.metaKey) return;
  const all = links();
  const step = {ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns(), ArrowUp: -columns(), Home: -current, End: all.length - 1 - current}[e.key];
  if (step === undefined) return;
  e.preventDefault();
  const to = current + step;
  if (to >= 0 && to < all.length) {
    focusable(to);
    all[to].focus();
  } else if (to >= all.length && !at('on').disabled && e.key === 'ArrowRight') {
    current = 0;
    turn(1);
  } else if (to < 0 && !at('back').disabled && e.key === 'ArrowLeft') {
    current = PAGE - 1;
    turn(-1);
  }
});
at('card').addEventListener('keydown', e => {
  if (e.altKey || e.ctrlKey || e.metaKey) return;
  if (e.key === 'm') at('card').querySelector('button.pixels').click();
  const link = at({ArrowLeft: 'previous', ArrowRight: 'following'}[e.key]);
  if (link) {
    e.preventDefault();
    location.hash = link.getAttribute('href');
  }
});
at('card').addEventListener('cancel', e => { e.preventDefault(); close(); });
at('card').addEventListener('click', e => { if (e.target === at('card')) close(); });
function turn(way) {
  location.hash = address({from: Math.max(0, last.from + way * PAGE) || null, photo: null}, true);
}
at('on').onclick = () => { current = 0; turn(1); at('tiles').scrollIntoView(); };
at('back').onclick = () => { current = 0; turn(-1); at('tiles').scrollIntoView(); };
at('clear').onclick = () => {
  go(Object.fromEntries(['text', 'low', 'high', ...FACETS.map(f => f[0])].map(name => [name, null])));
  at('text').value = '';
  at('sort').focus();
};
at('again').onclick = () => at('clear').click();
let typing;
at('text').oninput = () => { clearTimeout(typing); typing = setTimeout(() => go({text: at('text').value}), 150); };
for (const id of ['low', 'high']) {
  at(id).onchange = () => {
    const n = at(id).value === '' ? null : Math.min(100, Math.max(0, Number(at(id).value))) / 100;
    go({[id]: n});
  };
}
at('sort').onchange = () => go({sort: at('sort').value === 'name' ? null : at('sort').value});
at('down').onchange = () => go({down: at('down').value === '0' ? null : '1'});
at('filters').onsubmit = e => e.preventDefault();
addEventListener('hashchange', load);

/* begin */
async function wait() {
  while (info.runs.some(run => !run.ready)) {
    await new Promise(done => setTimeout(done, 150));
    try {
      info.runs = (await ask('/runs')).runs;
    } catch (e) {
      at('count').textContent = 'The server has ended.';
      return;
    }
    notes();
    pictures(state());
    later = later.filter(([run, draw]) => !info.runs[run].ready || draw());
  }
}
async function begin() {
  info = await ask('/runs');
  // on a phone the photographs come first
  at('folded').open = matchMedia('(min-width: 720px)').matches;
  matchMedia('(min-width: 720px)').onchange = e => { if (e.matches) at('folded').open = true; };
  document.body.classList.toggle('two', two());
  const names = info.runs.map(run => run.name.split(/[\\/]/).filter(part => part).pop());
  at('title').textContent = two() ? 'A: ' + names[0] + ', B: ' + names[1] : 'Photographs of ' + names[0];
  document.title = at('title').textContent;
  if (two()) {
    const alone = info.runs.map((run, i) => number(run.photographs) + ' in ' + 'AB'[i]).join(', ');
    at('about').textContent = 'Photographs that both runs have (' + alone + '), A left and B right. '
      + 'Outlined is the segment that comes first. Choose one to see all of its segments.';
  }
  SORTS.filter(([key]) => two() || key !== 'difference').forEach(([key, text]) => at('sort').append(el('option', {value: key}, text)));
  notes();
  await load();
  wait();
}
begin().catch(e => { at('count').textContent = e.message; });
})();
