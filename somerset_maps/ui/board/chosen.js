// Several practices at once: selected by click with Ctrl, Cmd or Shift, by x, or from the menu, and moved
// together as one action. A finger that has selected one selects more by tapping.

// What a move of this practice takes along: all that are selected when it is one of them.
const chosenWith = (board, code) => (board.chosen.has(code) ? [...board.chosen] : [code]);

function toggleChosen(board, code) {
  if (!board.chosen.delete(code)) board.chosen.add(code);
  board.chosenFrom = code;
  paintChosen(board);
  tellChosen(board);
}

// Everything between the practice selected last and this one, as the eye reads the board.
function chooseRange(board, code) {
  const shown = [...board.root.querySelectorAll('.card')].filter((card) => card.getClientRects().length).map((card) => card.dataset.code);
  const from = shown.indexOf(board.chosenFrom || (board.lastFocus && board.lastFocus.dataset.code));
  const to = shown.indexOf(code);
  for (const each of from < 0 ? [code] : shown.slice(Math.min(from, to), Math.max(from, to) + 1)) board.chosen.add(each);
  paintChosen(board);
  tellChosen(board);
}

function stretchChosen(board, card, key) {
  const next = step(board, card, key);
  board.chosen.add(card.dataset.code);
  if (next) { board.chosen.add(next.dataset.code); focusCard(next); }
  board.chosenFrom = (next || card).dataset.code;
  paintChosen(board);
  tellChosen(board);
}

function clearChosen(board) {
  if (!board.chosen.size) return;
  const away = board.parts.chosen.contains(board.shadow.activeElement);
  board.chosen.clear();
  board.chosenFrom = null;
  paintChosen(board);
  if (away && board.lastFocus && board.lastFocus.isConnected) board.lastFocus.focus();
}

// Whether a click was about the selection and not about opening the practice.
function choseByClick(board, card, event) {
  const { code } = card.dataset;
  if (event.shiftKey) chooseRange(board, code);
  else if (event.ctrlKey || event.metaKey) toggleChosen(board, code);
  else if (board.chosen.size && board.lastPointer === 'touch' && event.detail > 0) toggleChosen(board, code);
  else {
    if (event.detail > 0) { clearChosen(board); board.chosenFrom = code; }
    return false;
  }
  return true;
}

function chosenWords(board) {
  const { size } = board.chosen;
  const patients = [...board.chosen].reduce((sum, code) => sum + listOf(code, board.facts), 0);
  const count = `${size} ${size === 1 ? 'practice' : 'practices'}`;
  return board.state.projector ? count : `${count}, ${thousands(patients)} patients`;
}

function tellChosen(board) {
  say(board, '');
  speak(board, board.chosen.size ? `${chosenWords(board)} selected` : 'None selected');
}

function paintChosen(board) {
  for (const code of board.chosen) if (!board.cards.has(code)) board.chosen.delete(code);
  const { parts, chosen } = board;
  for (const [code, { card }] of board.cards) card.classList.toggle('chosen', chosen.has(code));
  parts.chosen.hidden = !chosen.size;
  parts.line.classList.toggle('beside', chosen.size > 0);
  if (chosen.size) setText(parts.chosenCount, chosenWords(board));
  for (const code of board.cards.keys()) paintTold(board, code);
}

function listenToChosen(board, signal) {
  const { parts } = board;
  parts.chosenClear.addEventListener('click', () => { clearChosen(board); say(board, 'None selected'); }, { signal });
  parts.chosenPut.addEventListener('click', () => putInMenu(board, [...board.chosen], parts.chosenPut), { signal });
}
