// What can be done by key, mouse and finger, listed on demand.

const SHORTCUTS = [
  ['Move a practice', 'drag it; or Space, arrow keys or a group’s letter, Enter'],
  ['Take it out of its group', 'Delete'],
  ['Open its facts', 'click, tap or Enter'],
  ['Its menu: group, stance, facts', 'right click, long press, menu key or Shift+F10'],
  ['Select several', 'Ctrl or Cmd+click, Shift+click, x, Shift+arrow keys; on a tablet Select in the menu, then tap'],
  ['Several on the map', 'the buttons Lasso and Box, or Shift+drag; x on a pin, then m'],
  ['Select none, cancel, close', 'Escape'],
  ['Between practices and groups', 'arrow keys, Home, End'],
  ['Find and put in a group', 'type in the field, arrow keys to the practice, Enter'],
  ['Undo, redo', 'Ctrl+Z, Ctrl+Y'],
  ['This list', '?'],
];

function showKeys(board) {
  if (board.parts.keysDialog || board.drag) return;
  closeMenu(board);
  putDown(board);
  const from = board.shadow.activeElement;
  const list = element('dl', {});
  for (const [what, how] of SHORTCUTS) list.append(element('dt', {}, what), element('dd', {}, how));
  const close = element('button', { type: 'button', class: 'yes' }, 'Close');
  const dialog = element('dialog', { class: 'ask keys-list', 'aria-labelledby': 'keys-title' },
    element('style', {}, ASK_STYLE), element('h3', { id: 'keys-title' }, 'Keys and gestures'), list, element('div', { class: 'answers' }, close));
  const end = () => {
    if (!board.parts.keysDialog) return;
    board.parts.keysDialog = null;
    dialog.remove();
    const back = from && from.isConnected ? from : board.parts.keys;
    back.focus({ preventScroll: true });
  };
  board.parts.keysDialog = dialog;
  close.addEventListener('click', end);
  dialog.addEventListener('cancel', (event) => { event.preventDefault(); end(); });
  dialog.addEventListener('click', (event) => { if (event.target === dialog) end(); });
  dialog.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (event.key !== 'Escape' && event.key !== '?') return;
    event.preventDefault();
    end();
  });
  board.root.append(dialog);
  dialog.showModal();
  close.focus();
}

function listenToShortcuts(board, signal) {
  board.parts.keys.addEventListener('click', () => { if (board.view) showKeys(board); }, { signal });
}
