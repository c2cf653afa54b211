// A group's menu and the field that renames it.

function toggleMenu(board, column) {
  const again = board.open && board.open.owner === column.more;
  closeMenu(board);
  if (again) return;
  openMenu(board, {
    owner: column.more, at: column.more.getBoundingClientRect(), flush: true,
    back: () => { if (column.more.isConnected) column.more.focus(); },
  });
  fillMenu(board, `Actions for ${titleOf(column.group)}`, mainItems(board, column));
}

function mainItems(board, column) {
  const { group } = column;
  const send = (action) => { closeMenu(board, true); push(board, action); };
  const folded = board.folded.has(group.letter);
  const others = board.columns.filter((other) => other !== column && !other.group.locked);
  const held = group.locked ? 'locked' : '';
  return [
    menuItem('All its numbers', () => { send({ kind: 'open', group: group.name }); }),
    menuItem('Rename', () => { closeMenu(board); rename(board, column); }),
    menuItem('Colour…', () => fillMenu(board, 'Colour', swatches(board, column, send))),
    menuItem(folded ? 'Show its practices' : 'Fold its practices', () => { closeMenu(board, true); foldGroup(board, column, !folded); }, { off: !group.members.length }),
    menuItem(group.locked ? 'Unlock' : 'Lock', () => {
      send({ kind: group.locked ? 'unlock' : 'lock', group: group.name });
      speak(board, `${titleOf(group)} is ${group.locked ? 'unlocked' : 'locked'}`);
    }),
    menuItem('Combine with…', () => fillMenu(board, 'Combine with', partners(board, column, others)), {
      off: group.locked || !others.length, detail: held,
    }),
    menuItem('Remove group', () => {
      closeMenu(board, true);
      commit(board, { kind: 'remove_group', group: group.name }, `${titleOf(group)} removed: its practices are not in a group now`,
        () => board.parts.fresh.focus());
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

// Groups with a practice next to one of this group's come first; of the others it is said.
function partners(board, column, others) {
  const apart = (other) => column.group.members.length > 0 && other.group.members.length > 0
    && !other.group.members.some((code) => touches(code, column.group.members, board.facts));
  return [...others].sort((a, b) => apart(a) - apart(b)).map((other) => {
    const promise = becoming(other.group, column.group.members, board.facts, board.state.band);
    return menuItem(titleOf(other.group), () => {
      closeMenu(board);
      const words = `${titleOf(column.group)} combined with ${titleOf(other.group)}: ${promise.sentence}`;
      commit(board, { kind: 'combine', group: column.group.name, into: other.group.name }, words, () => other.more.focus());
    }, { detail: (column.group.members.length ? `${promise.size}, ${promise.words}` : '') + (apart(other) ? '; not next to it' : '') });
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
