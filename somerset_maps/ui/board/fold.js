// Folding a group's practices away, one group or all, so that many groups fit on one screen. Remembered
// in this window for the plan in hand.

const FOLD_SLOT = 'somerset.board.folded';

function recallFolded(board) {
  if (board.foldedOf === board.state.plan) return;
  board.foldedOf = board.state.plan;
  board.folded = new Set();
  try {
    const kept = JSON.parse(window.sessionStorage.getItem(FOLD_SLOT) || '{}');
    if (kept.plan === board.state.plan && Array.isArray(kept.letters)) board.folded = new Set(kept.letters);
  } catch (unreadable) { /* nothing is folded then */ }
}

function keepFolded(board) {
  try { window.sessionStorage.setItem(FOLD_SLOT, JSON.stringify({ plan: board.state.plan, letters: [...board.folded] })); } catch (full) { /* for this page only */ }
}

const foldable = (board) => board.columns.filter((column) => column.group.members.length);

function foldGroup(board, column, away) {
  if (away) board.folded.add(column.group.letter);
  else board.folded.delete(column.group.letter);
  keepFolded(board);
  paint(board);
  if (away) column.unfold.focus();
  else focusCard(column.rows.querySelector('.card[tabindex="0"]'));
}

function foldAll(board) {
  const away = foldable(board).some((column) => !board.folded.has(column.group.letter));
  board.folded = new Set(away ? board.view.groups.map((group) => group.letter) : []);
  keepFolded(board);
  paint(board);
  speak(board, away ? 'Practices folded away' : 'Practices shown');
}

function paintFold(board, column) {
  const { group } = column;
  const away = board.folded.has(group.letter) && group.members.length > 0;
  column.rows.hidden = away || !group.members.length;
  column.unfold.hidden = !away;
  setText(column.unfold, `${group.members.length} ${group.members.length === 1 ? 'practice' : 'practices'}`);
  column.unfold.setAttribute('aria-label', `Show the practices of ${titleOf(group)}`);
}

function paintFoldAll(board) {
  const columns = foldable(board);
  const shown = columns.some((column) => !board.folded.has(column.group.letter));
  board.parts.fold.hidden = columns.length < 2;
  setText(board.parts.fold, shown ? 'Fold practices' : 'Show practices');
}

function listenToFold(board, signal) {
  board.parts.fold.addEventListener('click', () => { if (board.view) foldAll(board); }, { signal });
}
