// Finding a practice by name, place or code: matches stay bright, the first comes into sight, Enter goes to it.

const plain = (text) => text.normalize('NFD').replace(/[\u0300-\u036f’']/g, '').toLowerCase();

function matching(board, wanted) {
  const words = plain(wanted).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const text = (practice) => plain(`${practice.name} ${practice.place || ''} ${practice.code}`);
  const starts = (code) => (plain(nameOf(code, board.facts)).startsWith(words[0]) ? 0 : 1);
  return board.facts.order
    .filter((code) => words.every((word) => text(board.facts.practices.get(code)).includes(word)))
    .sort((a, b) => starts(a) - starts(b));
}

function intoSight(card) {
  const area = scrollable(card);
  if (area === document.scrollingElement) { card.scrollIntoView({ block: 'nearest' }); return; }
  const box = area.getBoundingClientRect();
  const row = card.getBoundingClientRect();
  if (row.top < box.top || row.bottom > box.bottom) area.scrollTop += row.top - box.top - box.height / 3;
}

function showFound(board, at = 0) {
  const found = matching(board, board.parts.find.value);
  board.found = found;
  board.foundAt = found.length ? (at + found.length) % found.length : 0;
  const best = found[board.foundAt];
  const searching = plain(board.parts.find.value).trim() !== '';
  board.root.classList.toggle('finding', searching && found.length > 0);
  for (const [code, { card }] of board.cards) {
    card.classList.toggle('found', found.includes(code));
    card.classList.toggle('best', code === best);
  }
  const home = best ? groupHolding(board.view, best) : null;
  for (const column of board.columns) column.unfold.classList.toggle('best', column.group === home && column.rows.hidden);
  if (best) {
    const column = board.columns.find((other) => other.group === home);
    intoSight(column && column.rows.hidden ? column.unfold : board.cards.get(best).card);
    const where = home ? `in ${titleOf(home)}` : 'not in a group';
    const more = found.length > 1 ? ` (${board.foundAt + 1} of ${found.length}, arrow keys for the others, Enter to put it in a group)` : ' (Enter to put it in a group)';
    say(board, `${nameOf(best, board.facts)}: ${where}${more}`);
  } else say(board, searching ? 'No practice of that name, place or code' : '');
}

// What was found can go straight into a group; the field then waits for the next name.
function offerFound(board, code) {
  const { find } = board.parts;
  const home = groupHolding(board.view, code);
  const leave = (then) => () => { closeMenu(board); find.value = ''; showFound(board); then(); };
  const more = [menuItem('Go to it on the board', leave(() => goTo(board, code)))];
  if (home && !home.locked) more.unshift(menuItem('Not in a group', leave(() => { act(board, [code], { kind: 'tray' }); if (!isAsking(board.root)) find.focus(); })));
  putInMenu(board, [code], find, more);
  const { back } = board.open;
  board.open.back = () => { back(); find.select(); };
}

function goTo(board, code) {
  const column = board.columns.find((other) => other.group.members.includes(code));
  if (column && column.rows.hidden) foldGroup(board, column, false);
  focusPractice(board, code);
}

function listenToFind(board, signal) {
  const { find } = board.parts;
  find.addEventListener('input', () => { if (board.view) showFound(board); }, { signal });
  find.addEventListener('keydown', (event) => {
    if (!board.view) return;
    if (event.key === 'ArrowDown') showFound(board, board.foundAt + 1);
    else if (event.key === 'ArrowUp') showFound(board, board.foundAt - 1);
    else if (event.key === 'Escape') { find.value = ''; showFound(board); }
    else if (event.key === 'Enter' && board.found && board.found.length) {
      offerFound(board, board.found[board.foundAt]);
    } else return;
    event.preventDefault();
  }, { signal });
}
