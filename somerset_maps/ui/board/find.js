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
  if (best) {
    intoSight(board.cards.get(best).card);
    const home = groupHolding(board.view, best);
    const where = home ? `in ${titleOf(home)}` : 'not in a group';
    const more = found.length > 1 ? ` (${board.foundAt + 1} of ${found.length}, arrow keys for the others)` : '';
    say(board, `${nameOf(best, board.facts)}: ${where}${more}`);
  } else say(board, searching ? 'No practice of that name, place or code' : '');
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
      const { card } = board.cards.get(board.found[board.foundAt]);
      find.value = '';
      showFound(board);
      focusCard(card);
    } else return;
    event.preventDefault();
  }, { signal });
}
