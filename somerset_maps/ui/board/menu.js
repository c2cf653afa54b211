// A group's menu and the field that renames it.

function closeMenu(board, focusBack = false) {
  const { open } = board;
  if (!open) return;
  board.open = null;
  const { menu } = board.parts;
  if (menu.hidePopover && menu.matches(':popover-open')) menu.hidePopover();
  menu.classList.remove('shown');
  menu.replaceChildren();
  open.more.setAttribute('aria-expanded', 'false');
  if (focusBack && open.more.isConnected) open.more.focus();
}

function toggleMenu(board, column) {
  const again = board.open === column;
  closeMenu(board);
  if (again) return;
  putDown(board);
  board.open = column;
  column.more.setAttribute('aria-expanded', 'true');
  const { menu } = board.parts;
  menu.classList.add('shown');
  if (menu.showPopover) menu.showPopover();
  fillMenu(board, `Actions for ${titleOf(column.group)}`, mainItems(board, column));
}

function placeMenu(board) {
  const { menu } = board.parts;
  const button = board.open.more.getBoundingClientRect();
  const box = menu.getBoundingClientRect();
  const left = Math.max(8, Math.min(button.right - box.width, window.innerWidth - box.width - 8));
  const below = button.bottom + 4;
  const top = below + box.height < window.innerHeight - 8 ? below : Math.max(8, window.innerHeight - box.height - 8);
  menu.style.left = `${left}px`;
  menu.style.top = `${top}px`;
}

function fillMenu(board, label, items) {
  const { menu } = board.parts;
  menu.setAttribute('role', 'menu');
  menu.setAttribute('aria-label', label);
  menu.replaceChildren(...items);
  placeMenu(board);
  const first = menu.querySelector('[role^="menuitem"]:not([aria-disabled])');
  if (first) first.focus();
}

function menuItem(text, act, { detail = '', off = false } = {}) {
  const item = element('button', { type: 'button', role: 'menuitem', tabindex: '-1', 'aria-disabled': off && 'true' }, text);
  if (detail) item.append(element('span', { class: 'detail' }, detail));
  item.addEventListener('click', () => { if (!off) act(); });
  return item;
}

function mainItems(board, column) {
  const { group } = column;
  const send = (action) => { closeMenu(board, true); push(board, action); };
  const others = board.columns.filter((other) => other !== column && !other.group.locked);
  const held = group.locked ? 'locked' : '';
  return [
    menuItem('All its numbers', () => { send({ kind: 'open', group: group.name }); }),
    menuItem('Rename', () => { closeMenu(board); rename(board, column); }),
    menuItem('Colour…', () => fillMenu(board, 'Colour', swatches(board, column, send))),
    menuItem(group.locked ? 'Unlock' : 'Lock', () => {
      send({ kind: group.locked ? 'unlock' : 'lock', group: group.name });
      speak(board, `${titleOf(group)} is ${group.locked ? 'unlocked' : 'locked'}`);
    }),
    menuItem('Combine with…', () => fillMenu(board, 'Combine with', partners(board, column, others)), {
      off: group.locked || !others.length, detail: held,
    }),
    menuItem('Remove group', () => {
      send({ kind: 'remove_group', group: group.name });
      say(board, '');
      speak(board, `${titleOf(group)} removed: its practices are not in a group now`);
      board.parts.fresh.focus();
    }, { off: group.locked, detail: held || (group.members.length ? 'its practices stay, not in a group' : '') }),
  ];
}

function swatches(board, column, send) {
  const used = new Map(board.view.groups.map((group) => [group.colour, group]));
  const row = element('div', { class: 'swatches', role: 'none' });
  (board.state.colours || []).forEach((colour, index) => {
    const owner = used.get(colour);
    const label = `Colour ${index + 1}${owner ? `, now ${titleOf(owner)}` : ''}`;
    const chosen = column.group.colour === colour;
    const item = element('button', {
      type: 'button', role: 'menuitemradio', 'aria-checked': chosen ? 'true' : 'false', 'aria-label': label, title: label, tabindex: '-1', class: 'swatch',
    }, owner ? owner.letter : '');
    item.style.background = colour;
    item.style.color = inkFor(colour);
    item.addEventListener('click', () => send({ kind: 'recolour', group: column.group.name, colour }));
    row.append(item);
  });
  return [row];
}

function partners(board, column, others) {
  return others.map((other) => {
    const promise = becoming(other.group, column.group.members, board.facts, board.state.band);
    return menuItem(titleOf(other.group), () => {
      closeMenu(board);
      const words = `${titleOf(column.group)} combined with ${titleOf(other.group)}: ${promise.sentence}`;
      push(board, { kind: 'combine', group: column.group.name, into: other.group.name });
      say(board, '');
      speak(board, words);
      other.more.focus();
    }, { detail: column.group.members.length ? `${promise.size}, ${promise.words}` : '' });
  });
}

function rename(board, column) {
  const before = column.group.name;
  const field = element('input', { type: 'text', class: 'rename', maxlength: '60', 'aria-label': `New name of ${titleOf(column.group)}` });
  field.value = before;
  let done = false;
  const finish = (keep, focusBack) => {
    if (done) return;
    const name = field.value.replace(/\s+/g, ' ').trim();
    const taken = board.view.groups.some((group) => group !== column.group && sameName(group.name, name));
    if (keep && name && taken) {
      say(board, `There is already a group called ${name}: choose another name`, { warn: true });
      if (focusBack) return;
    }
    done = true;
    board.renaming = null;
    column.name.textContent = column.group.name;
    if (keep && name && !taken && name !== before) {
      push(board, { kind: 'rename', group: before, name });
      say(board, '');
      speak(board, `${before} is called ${name} now`);
    }
    if (focusBack && column.more.isConnected) column.more.focus();
  };
  field.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    // Otherwise the same Enter would press the button that the focus goes back to.
    event.preventDefault();
    finish(event.key === 'Enter', true);
  });
  field.addEventListener('blur', () => { if (!board.painting) finish(true, false); });
  board.renaming = column.name;
  column.name.replaceChildren(field);
  field.focus();
  field.select();
}

function addGroup(board) {
  const name = freeName('New group', board.view.groups);
  push(board, { kind: 'add_group', name });
  const column = board.columns.find((other) => other.group.name === name);
  if (!column) return;
  column.section.scrollIntoView({ block: 'nearest' });
  rename(board, column);
  speak(board, `${name} added: type its name`);
}

function keyInMenu(board, event) {
  const items = [...board.parts.menu.querySelectorAll('[role^="menuitem"]:not([aria-disabled])')];
  const at = items.indexOf(board.shadow.activeElement);
  const go = (index) => items[(index + items.length) % items.length].focus();
  if (event.key === 'Escape') closeMenu(board, true);
  else if (event.key === 'Tab') { closeMenu(board, true); return; }
  else if (event.key === 'ArrowDown' || event.key === 'ArrowRight') go(at + 1);
  else if (event.key === 'ArrowUp' || event.key === 'ArrowLeft') go(at - 1);
  else if (event.key === 'Home') go(0);
  else if (event.key === 'End') go(-1);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function listenToMenu(board, signal) {
  const { parts } = board;
  parts.menu.addEventListener('keydown', (event) => keyInMenu(board, event), { signal });
  parts.fresh.addEventListener('click', () => {
    if (board.swallowClick) { board.swallowClick = false; return; }
    if (board.view) addGroup(board);
  }, { signal });
  const away = (event) => {
    const path = event.composedPath();
    if (board.open && !path.includes(parts.menu) && !path.includes(board.open.more)) closeMenu(board);
  };
  window.addEventListener('pointerdown', away, { signal, capture: true });
  window.addEventListener('scroll', (event) => {
    if (board.open && event.target !== parts.menu) closeMenu(board);
  }, { signal, capture: true });
  window.addEventListener('resize', () => closeMenu(board), { signal });
}
