// The parts of the page the board is made of. Names come from people and files: they are only ever text.

function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === false || value === null || value === undefined) continue;
    made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children);
  return made;
}

function lockMark() {
  const space = 'http://www.w3.org/2000/svg';
  const picture = document.createElementNS(space, 'svg');
  for (const [name, value] of Object.entries({ viewBox: '0 0 16 16', width: '1em', height: '1em', 'aria-hidden': 'true' })) {
    picture.setAttribute(name, value);
  }
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', 'M3 7h1V5a4 4 0 0 1 8 0v2h1v8H3zm3 0h4V5a2 2 0 0 0-4 0z');
  path.setAttribute('fill', 'currentColor');
  path.setAttribute('fill-rule', 'evenodd');
  picture.append(path);
  return picture;
}

const setText = (node, text) => { if (node.textContent !== text) node.textContent = text; };

const HELP = window.matchMedia('(pointer: coarse)').matches
  ? 'Hold a practice a moment, then drag it. A tap opens it.'
  : 'Drag a practice, or press Space to pick it up. Enter opens it.';

const KEYS = 'Enter opens it. Space picks it up: arrow keys or a letter choose a group, Enter drops, Escape cancels. '
  + 'Delete takes it out of its group. X selects it with others. Shift F10 opens its menu. Question mark lists all keys.';

function buildFrame(root) {
  const parts = {
    undo: element('button', { type: 'button', class: 'tool', title: 'Undo (Ctrl+Z)' }, 'Undo'),
    redo: element('button', { type: 'button', class: 'tool', title: 'Redo (Ctrl+Y)' }, 'Redo'),
    fresh: element('button', {
      type: 'button', class: 'fresh', 'data-target': 'new',
      title: 'Click for an empty group, or drop a practice here to start one with it',
    }, element('span', {}, 'New group')),
    find: element('input', {
      type: 'search', class: 'find', placeholder: 'Find a practice', 'aria-label': 'Find a practice',
      autocomplete: 'off', spellcheck: 'false', enterkeyhint: 'go',
    }),
    line: element('p', { class: 'line' }, HELP),
    chosen: element('div', { class: 'chosen-bar', role: 'group', 'aria-label': 'Selected practices', hidden: true }),
    chosenCount: element('span', { class: 'chosen-count' }),
    chosenPut: element('button', { type: 'button', class: 'tool', 'aria-haspopup': 'menu' }, 'Put in…'),
    chosenClear: element('button', { type: 'button', class: 'tool', title: 'Select none (Escape)' }, 'Clear'),
    fold: element('button', { type: 'button', class: 'tool fold', hidden: true }, 'Fold practices'),
    keys: element('button', { type: 'button', class: 'tool keys', title: 'Keys (?)', 'aria-label': 'Keys and gestures', 'aria-haspopup': 'dialog' }, '?'),
    help: element('span', { class: 'spoken', id: 'board-help' }, KEYS),
    live: element('div', { class: 'spoken', 'aria-live': 'polite', 'aria-atomic': 'true', role: 'status' }),
    tray: element('section', { class: 'tray', 'data-group': '', 'aria-label': 'Not yet in a group' }),
    trayTitle: element('h3', {}),
    trayHint: element('span', { class: 'hint' }),
    trayRows: element('ul', { class: 'rows', 'aria-label': 'Practices not in a group' }),
    field: element('div', { class: 'field' }),
    groups: element('div', { class: 'groups' }),
    empty: element('p', { class: 'empty' }, 'Drag a practice onto another to start a group'),
    menu: element('div', { class: 'menu', popover: 'manual' }),
  };
  parts.tray.append(element('div', { class: 'tray-head' }, parts.trayTitle, parts.trayHint), parts.trayRows);
  parts.field.append(parts.empty, parts.groups);
  parts.chosen.append(parts.chosenCount, parts.chosenPut, parts.chosenClear);
  root.replaceChildren(
    element('div', { class: 'toolbar' }, parts.undo, parts.redo, parts.fresh, parts.find),
    element('div', { class: 'said' }, parts.chosen, parts.line, parts.fold, parts.keys), parts.help, parts.live, parts.tray, parts.field, parts.menu,
  );
  return parts;
}

function buildCard(practice, code) {
  const name = practice ? practice.name : code;
  const list = practice && isNumber(practice.list) ? thousands(practice.list) : 'no list';
  const card = element('button', {
    type: 'button', class: 'card', tabindex: '-1', 'data-code': code,
    'aria-roledescription': 'practice', 'aria-describedby': 'board-help',
  });
  const title = element('span', { class: 'name' }, name);
  if (practice && practice.place && !name.toLowerCase().includes(practice.place.toLowerCase())) {
    title.append(' ', element('span', { class: 'place' }, practice.place));
  }
  const check = practice && practice.to_check ? element('span', { class: 'check' },
    element('span', { class: 'short', 'aria-hidden': 'true' }, '?'), element('span', { class: 'long' }, 'to check')) : '';
  const stance = element('span', { class: 'stance', role: 'img', hidden: true });
  card.append(title, check, stance, element('span', { class: 'number' }, list));
  return { card, stance, item: element('li', { class: 'item' }, card) };
}

function buildColumn() {
  const parts = {
    section: element('section', { class: 'column' }),
    disc: element('span', { class: 'disc' }),
    name: element('span', { class: 'group-name' }),
    lock: element('span', { class: 'lock', title: 'Locked: its practices stay' }, lockMark(), element('span', { class: 'spoken' }, 'locked')),
    more: element('button', { type: 'button', class: 'more', 'aria-haspopup': 'menu', 'aria-expanded': 'false' }, '⋯'),
    size: element('span', { class: 'size' }),
    change: element('span', { class: 'change' }),
    words: element('span', { class: 'words' }),
    range: element('span', { class: 'range' }),
    fill: element('span', { class: 'fill' }),
    gp: element('p', { class: 'gp' }),
    rangeNote: element('p', { class: 'range-note', hidden: true }),
    apart: element('div', { class: 'apart', hidden: true }),
    pieces: element('span', { class: 'pieces' }),
    loose: element('button', { type: 'button', class: 'loose', title: 'Show the loose piece on the map', hidden: true }),
    repair: element('span', { class: 'repair', hidden: true }),
    repairWords: element('span'),
    repairDo: element('button', { type: 'button', class: 'loose' }, 'Do it'),
    unfold: element('button', { type: 'button', class: 'unfold', 'aria-expanded': 'false', hidden: true }),
    rows: element('ul', { class: 'rows' }),
    drop: element('p', { class: 'drop' }, 'Drop here'),
  };
  parts.gpParts = [element('span'), element('span', { class: 'patients' }), element('span')];
  parts.gp.append(...parts.gpParts);
  parts.title = element('h3', {}, parts.disc, parts.name, parts.lock);
  parts.section.append(
    element('div', { class: 'head' }, parts.title, parts.more),
    element('p', { class: 'numbers' }, parts.size, parts.change,
      element('span', { class: 'bar', 'aria-hidden': 'true' }, parts.range, parts.fill)),
    parts.words, parts.rangeNote, parts.gp, parts.apart, parts.unfold, parts.rows, parts.drop,
  );
  parts.pieces.append(parts.loose);
  parts.repair.append(parts.repairWords, ' ', parts.repairDo);
  parts.apart.append(parts.pieces, ' ', parts.repair);
  return parts;
}
