// The board without a pointer. In a list the arrows move between practices; Space picks one up, then
// the arrows choose where it goes, Enter drops it and Escape puts it back.

const PICKED = 'arrow keys or a letter choose a group, Enter drops, Escape cancels';

function allTargets(board) {
  return [{ kind: 'tray' }, ...board.columns.map((column) => ({ kind: 'group', column })), { kind: 'new' }];
}

function pickUp(board, code) {
  const codes = chosenWith(board, code);
  const refusal = refusalToLift(board, codes);
  if (refusal) { say(board, refusal, { warn: true }); return; }
  const home = groupHolding(board.view, code);
  board.held = { code, codes, home, at: home ? board.columns.findIndex((column) => column.group === home) + 1 : 0 };
  for (const each of codes) board.cards.get(each).card.classList.add('lifted');
  say(board, `Picked up ${namesOf(board, codes)}: ${PICKED}`);
}

function putDown(board) {
  const { held } = board;
  if (!held) return;
  board.held = null;
  for (const code of held.codes) board.cards.get(code).card.classList.remove('lifted');
  light(board, held.codes, null);
}

function choose(board, index) {
  const { held } = board;
  const targets = allTargets(board);
  held.at = (index + targets.length) % targets.length;
  held.target = targets[held.at];
  const outcome = light(board, held.codes, held.target);
  const where = held.target.kind === 'group' ? titleOf(held.target.column.group) : 'Not in a group';
  say(board, outcome.refusal || outcome.words || `${where}: it is there now`, { warn: Boolean(outcome.refusal) });
  const node = held.target.kind === 'group' ? held.target.column.section : null;
  if (node) node.scrollIntoView({ block: 'nearest' });
}

// After an answer of the server: the groups may have changed under the practice in hand.
function showHeld(board) {
  const { held } = board;
  if (!board.cards.has(held.code) || refusalToLift(board, held.codes)) { putDown(board); return; }
  if (!held.target) return;
  if (held.target.kind === 'group' && !board.columns.includes(held.target.column)) held.target = null;
  light(board, held.codes, held.target);
}

function dropHeld(board, target) {
  const { code, codes } = board.held;
  putDown(board);
  act(board, codes, target);
  focusPractice(board, code);
}

function jumpToLetter(board, letter) {
  const from = board.held.at;
  const targets = allTargets(board);
  for (let step = 1; step <= targets.length; step += 1) {
    const index = (from + step) % targets.length;
    const { column } = targets[index];
    if (column && column.group.letter.startsWith(letter)) { choose(board, index); return; }
  }
  speak(board, `There is no group ${letter}`);
}

function keyWhileHeld(board, event) {
  const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  if (event.key in steps) choose(board, board.held.at + steps[event.key]);
  else if (event.key === 'Home') choose(board, 0);
  else if (event.key === 'End') choose(board, -1);
  else if (event.key === 'Enter' || event.key === ' ') dropHeld(board, board.held.target || null);
  else if (event.key === 'Delete' || event.key === 'Backspace') dropHeld(board, { kind: 'tray' });
  else if (event.key === 'Escape') { putDown(board); say(board, 'Put back'); }
  else if (/^[a-z]$/i.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) jumpToLetter(board, event.key.toUpperCase());
  else return;
  event.preventDefault();
  event.stopPropagation();
}

// The focus follows a practice, to its group's header when its rows are folded, but never out of a question.
function focusPractice(board, code) {
  if (isAsking(board.root)) return;
  const { card } = board.cards.get(code);
  const column = board.columns.find((other) => other.rows.hidden && other.group.members.includes(code));
  if (column) column.unfold.focus();
  else focusCard(card);
}

function focusCard(card) {
  if (!card) return;
  for (const other of card.closest('.rows').querySelectorAll('.card')) other.tabIndex = other === card ? 0 : -1;
  card.focus();
}

function step(board, card, key) {
  const cards = [...card.closest('.rows').querySelectorAll('.card')];
  const index = cards.indexOf(card);
  if (key === 'ArrowDown') return cards[index + 1];
  if (key === 'ArrowUp') return cards[index - 1];
  if (key === 'Home') return cards[0];
  if (key === 'End') return cards[cards.length - 1];
  const lists = [board.parts.trayRows, ...board.columns.map((column) => column.rows)].filter((rows) => rows.children.length && !rows.hidden);
  const here = lists.indexOf(card.closest('.rows'));
  const there = lists[here + (key === 'ArrowRight' ? 1 : -1)];
  if (!there) return null;
  const others = there.querySelectorAll('.card');
  return others[Math.min(index, others.length - 1)];
}

function keyOnCard(board, event) {
  const card = event.target.closest && event.target.closest('.card');
  if (!card || !board.view || event.ctrlKey || event.metaKey || event.altKey) return;
  if (board.held) { keyWhileHeld(board, event); return; }
  const { code } = card.dataset;
  if (event.key === ' ') pickUp(board, code);
  else if (event.key === 'Delete') {
    const codes = chosenWith(board, code);
    const refusal = refusalToLift(board, codes);
    if (refusal) say(board, refusal, { warn: true });
    else { act(board, codes, { kind: 'tray' }); focusPractice(board, code); }
  } else if (event.key.toLowerCase() === 'x') toggleChosen(board, code);
  else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) cardMenu(board, card);
  else if (event.shiftKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) stretchChosen(board, card, event.key);
  else if (['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key)) {
    focusCard(step(board, card, event.key));
  } else return;
  event.preventDefault();
}

const NOT_TYPED = ['button', 'checkbox', 'color', 'file', 'radio', 'range', 'reset', 'submit'];

function isTyping(event) {
  const at = event.composedPath()[0];
  if (!(at instanceof Element)) return false;
  if (at instanceof HTMLInputElement) return !NOT_TYPED.includes(at.type);
  return at.isContentEditable || Boolean(at.closest('textarea, select, [role="textbox"]'));
}

// Undo and redo work from anywhere on the page, except where they belong to the text being typed.
function keyOnPage(board, event) {
  if (event.key === 'Escape' && board.drag) {
    endDrag(board, false);
    event.preventDefault();
    event.stopPropagation();
    return;
  }
  if (isAsking(board.root) || board.parts.keysDialog || !board.view) return;
  if (event.key === 'Escape' && board.chosen.size && !board.held && !board.open && !isTyping(event)) {
    clearChosen(board);
    say(board, 'None selected');
    event.preventDefault();
    return;
  }
  if (event.key === '?' && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event)) {
    showKeys(board);
    event.preventDefault();
    return;
  }
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented || isTyping(event)) return;
  const key = event.key.toLowerCase();
  if (key === 'z' && !event.shiftKey) stepBack(board, 'undo');
  else if (key === 'y' || (key === 'z' && event.shiftKey)) stepBack(board, 'redo');
  else return;
  event.preventDefault();
}

function stepBack(board, kind) {
  if (!board.state) return;
  putDown(board);
  if (board.parts[kind].getAttribute('aria-disabled') === 'true') { say(board, `There is nothing to ${kind}`); return; }
  push(board, { kind });
  say(board, '');
  speak(board, kind === 'undo' ? 'Undone' : 'Done again');
}

function listenToKeys(board, signal) {
  const { root, parts } = board;
  root.addEventListener('keydown', (event) => keyOnCard(board, event), { signal });
  // A button would be pressed by Space when the key comes up.
  root.addEventListener('keyup', (event) => {
    if (event.key === ' ' && event.target.closest('.card')) event.preventDefault();
  }, { signal });
  root.addEventListener('focusin', (event) => {
    if (event.target.classList.contains('card')) board.lastFocus = event.target;
  }, { signal });
  root.addEventListener('focusout', () => {
    if (board.held && !board.painting) window.setTimeout(() => letGo(board), 0);
  }, { signal });
  window.addEventListener('keydown', (event) => keyOnPage(board, event), { signal, capture: true });
  parts.undo.addEventListener('click', () => stepBack(board, 'undo'), { signal });
  parts.redo.addEventListener('click', () => stepBack(board, 'redo'), { signal });
}

function letGo(board) {
  if (!board.held || board.shadow.activeElement === board.cards.get(board.held.code).card) return;
  putDown(board);
  say(board, '');
}
