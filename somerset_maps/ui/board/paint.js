// Brings the page in line with the view. Nodes are kept and moved, never thrown away while they live:
// focus, scroll position and an open menu survive every answer of the server.

function columnFor(board, group, claimed) {
  const free = (column) => column && !claimed.has(column);
  let column = board.columns.find((other) => free(other) && other.group.name === group.name)
    || board.columns.find((other) => free(other) && other.group.letter === group.letter);
  if (!column) {
    column = { ...buildColumn(), group };
    const made = column;
    made.more.addEventListener('click', () => toggleMenu(board, made));
    made.unfold.addEventListener('click', () => foldGroup(board, made, false));
    made.loose.addEventListener('click', () => showLoose(board, made));
    made.repairDo.addEventListener('click', () => doRepair(board, made));
  }
  claimed.add(column);
  column.group = group;
  return column;
}

// The bar runs from nothing to half as much again as the upper end of the plan's range, on every card
// alike; a group with a range of its own shows that one on it.
function paintBar(board, column, list) {
  const band = bandOf(column.group, board.state.band);
  const end = board.state.band[1] * 1.5 || 1;
  const share = (value) => `${Math.min(100, Math.max(0, (value / end) * 100)).toFixed(1)}%`;
  column.range.style.left = share(band[0]);
  column.range.style.width = share(band[1] - band[0]);
  column.fill.style.width = share(list);
}

// "patients" stays for the ear, and for the eye where the card is wide enough.
function paintGp(column, text) {
  const [number, rest] = text.split(' patients ');
  const texts = rest ? [number, ' patients', ` ${rest}`] : [text, '', ''];
  column.gpParts.forEach((part, index) => setText(part, texts[index]));
}

function paintNumbers(board, column) {
  const { group } = column;
  const filled = group.members.length > 0;
  setText(column.size, filled ? thousands(group.list) : 'No practices yet');
  column.size.classList.toggle('none', !filled);
  setText(column.words, filled ? group.words : '');
  column.words.classList.toggle('in', filled && group.status === 'in');
  paintGp(column, filled ? gpWords(group) : '');
  paintBar(board, column, filled ? group.list : 0);
  const delta = board.deltas.get(group.letter);
  const arrow = delta > 0 ? `▲ ${thousands(delta)}` : `▼ ${thousands(-delta)}`;
  setText(column.change, delta ? arrow : group.changed ? '●' : '');
  column.change.title = delta || group.changed ? 'Changed by the last action' : '';
}

// While a practice is held over a group its header says what the group would become.
function paintPreview(board, column, promise) {
  setText(column.size, promise.size);
  column.size.classList.remove('none');
  setText(column.change, '');
  setText(column.words, promise.words);
  column.words.classList.toggle('in', promise.after.status === 'in');
  paintGp(column, promise.gp);
  paintBar(board, column, promise.after.list);
}

function paintColumn(board, column) {
  const { group } = column;
  column.section.dataset.group = group.name;
  column.section.setAttribute('aria-label', `Group ${group.letter} ${group.name}`);
  column.section.classList.toggle('locked', group.locked);
  column.section.style.setProperty('--group', group.colour);
  setText(column.disc, group.letter);
  column.disc.style.background = group.colour;
  column.disc.style.color = group.ink;
  if (column.name !== board.renaming) { setText(column.name, group.name); column.name.title = group.name; }
  column.lock.hidden = !group.locked;
  column.more.setAttribute('aria-label', `Menu of ${group.letter} ${group.name}`);
  column.rows.setAttribute('aria-label', `Practices of ${group.letter} ${group.name}`);
  paintFold(board, column);
  paintRange(board, column);
  paintPieces(board, column);
  column.drop.hidden = group.members.length > 0 || group.locked;
  paintNumbers(board, column);
}

function cardFor(board, code) {
  let made = board.cards.get(code);
  if (!made) {
    made = buildCard(board.facts.practices.get(code), code);
    board.cards.set(code, made);
  }
  return made;
}

// Puts the rows in order with as few moves as possible and leaves one of them in the tab order.
function paintRows(board, rows, codes) {
  const wanted = new Set(codes.map((code) => cardFor(board, code).item));
  for (const item of [...rows.children]) if (!wanted.has(item)) item.remove();
  let at = rows.firstElementChild;
  for (const item of wanted) {
    if (item === at) at = at.nextElementSibling;
    else rows.insertBefore(item, at);
  }
  const cards = codes.map((code) => cardFor(board, code).card);
  const tabbable = cards.find((card) => card === board.lastFocus) || cards.find((card) => card.tabIndex === 0) || cards[0];
  for (const card of cards) {
    const index = card === tabbable ? 0 : -1;
    if (card.tabIndex !== index) card.tabIndex = index;
  }
}

function paintCards(board) {
  for (const [code, { card }] of board.cards) {
    card.classList.toggle('selected', board.view.selected === code);
    if (board.view.selected === code) card.setAttribute('aria-current', 'true');
    else card.removeAttribute('aria-current');
    card.classList.toggle('moved', board.movedCodes.has(code));
  }
  paintChosen(board);
}

// The stance beside a practice's name, and in words what a mark or a shortened name leaves unsaid.
function paintTold(board, code) {
  const { card, stance } = board.cards.get(code);
  const projector = Boolean(board.state.projector);
  const mark = stanceMark(board.view, code, projector);
  stance.hidden = !mark;
  if (mark) {
    setText(stance, mark.mark);
    stance.setAttribute('aria-label', mark.words);
  }
  if (board.chosen.has(code)) card.setAttribute('aria-pressed', 'true');
  else if (card.hasAttribute('aria-pressed')) card.removeAttribute('aria-pressed');
  const practice = board.facts.practices.get(code) || { name: code };
  const place = practice.place && !practice.name.includes(practice.place) ? practice.place : '';
  const check = practice.to_check && !projector ? `to check: ${practice.to_check}` : '';
  const title = [practice.name, place, mark ? mark.words : '', check].filter(Boolean).join(', ');
  if (card.title !== title) card.title = title;
}

// Said only where the group's range is not the plan's.
function paintRange(board, column) {
  const own = bandOf(column.group, board.state.band);
  const reason = column.group.band_reason || '';
  const other = own.some((end, at) => end !== board.state.band[at]);
  column.rangeNote.hidden = !other && !reason;
  setText(column.rangeNote, `range ${thousands(own[0])} to ${thousands(own[1])} here${reason ? `: ${reason}` : ''}`);
}

function paintTray(board) {
  const held = new Set(board.view.groups.flatMap((group) => group.members));
  const outside = board.facts.order.filter((code) => !held.has(code));
  const { parts } = board;
  setText(parts.trayTitle, `Not yet in a group (${outside.length})`);
  setText(parts.trayHint, outside.length ? '' : 'every practice is in a group');
  parts.tray.classList.toggle('bare', !outside.length);
  parts.trayRows.hidden = !outside.length;
  paintRows(board, parts.trayRows, outside);
}

// Remembers what the last visible change did to each group's list and which practices it moved.
function noteChanges(board) {
  const where = new Map();
  const lists = new Map();
  for (const group of board.view.groups) {
    lists.set(group.letter, group.list);
    for (const code of group.members) where.set(code, group.letter);
  }
  const before = board.shown;
  board.shown = { plan: board.state.plan, where, lists };
  if (!before || before.plan !== board.state.plan) {
    board.deltas = new Map();
    board.movedCodes = new Set();
    return;
  }
  const deltas = new Map();
  for (const [letter, list] of lists) {
    const was = before.lists.get(letter) || 0;
    if (list !== was) deltas.set(letter, list - was);
  }
  const codes = new Set([...where.keys(), ...before.where.keys()]);
  const moved = new Set([...codes].filter((code) => where.get(code) !== before.where.get(code)));
  if (moved.size) { board.deltas = deltas; board.movedCodes = moved; }
}

// Not `disabled`: a button that has just been pressed by key must keep the focus.
function paintSteps(board) {
  const quiet = !board.outbox.entries().length;
  const off = (possible) => (quiet && possible === false ? 'true' : 'false');
  board.parts.undo.setAttribute('aria-disabled', off(board.state.can_undo));
  board.parts.redo.setAttribute('aria-disabled', off(board.state.can_redo));
}

function paint(board) {
  if (!board.facts || !board.state) return;
  if (board.drag && board.drag.ghost) { board.stale = true; return; }
  board.stale = false;
  const focused = board.shadow.activeElement;
  board.painting = true;
  board.view = foldPending(board.state, board.outbox.entries(), board.facts);
  noteChanges(board);
  recallFolded(board);
  const claimed = new Set();
  const columns = board.view.groups.map((group) => columnFor(board, group, claimed));
  for (const column of board.columns) if (!claimed.has(column)) column.section.remove();
  board.columns = columns;
  columns.forEach((column, index) => {
    const at = board.parts.groups.children[index];
    if (at !== column.section) board.parts.groups.insertBefore(column.section, at || null);
    paintColumn(board, column);
  });
  for (const column of columns) paintRows(board, column.rows, column.group.members);
  paintTray(board);
  board.parts.empty.hidden = columns.length > 0;
  board.root.classList.toggle('unstarted', !columns.length);
  paintCards(board);
  paintSteps(board);
  paintFoldAll(board);
  board.painting = false;
  if (focused && focused.isConnected && board.shadow.activeElement !== focused) focused.focus({ preventScroll: true });
  if (board.held) showHeld(board);
}
