// Dragging by mouse, pen and finger. A finger that moves at once scrolls the list, as everywhere else;
// a finger that rests for a moment, or sets off sideways, takes the practice along.

const MOUSE_SLACK = 5;
const FINGER_SLACK = 10;
const LONG_PRESS = 200;
const EDGE = 56;

function targetAt(board, x, y) {
  const hit = board.shadow.elementFromPoint(x, y);
  if (!hit || !board.root.contains(hit)) return null;
  if (hit.closest('[data-target="new"]')) return { kind: 'new' };
  if (hit.closest('.tray')) {
    const card = hit.closest('.card');
    return card ? { kind: 'practice', code: card.dataset.code } : { kind: 'tray' };
  }
  const section = hit.closest('.column');
  const column = section && board.columns.find((other) => other.section === section);
  return column ? { kind: 'group', column } : null;
}

function watchPress(board, event) {
  board.swallowClick = false;
  board.lastPointer = event.pointerType;
  const card = event.target.closest && event.target.closest('.card');
  if (!card || event.button !== 0 || board.drag || !board.view) return;
  const finger = event.pointerType !== 'mouse';
  const drag = {
    card, code: card.dataset.code, codes: chosenWith(board, card.dataset.code), pointer: event.pointerId, finger, x: event.clientX, y: event.clientY,
    startX: event.clientX, startY: event.clientY, ghost: null, timer: null, frame: 0,
  };
  board.drag = drag;
  if (finger) drag.timer = window.setTimeout(() => lift(board), LONG_PRESS);
}

function lift(board) {
  const { drag } = board;
  window.clearTimeout(drag.timer);
  const refusal = refusalToLift(board, drag.codes);
  if (refusal) {
    board.drag = null;
    board.swallowClick = true;
    say(board, refusal, { warn: true });
    return;
  }
  putDown(board);
  closeMenu(board);
  board.swallowClick = true;
  drag.ghost = element('div', { class: 'ghost', popover: 'manual', 'aria-hidden': 'true' },
    element('span', { class: 'name' }, namesOf(board, drag.codes)), element('span', { class: 'promise' }));
  board.root.append(drag.ghost);
  if (drag.ghost.showPopover) drag.ghost.showPopover();
  for (const code of drag.codes) board.cards.get(code).card.classList.add('lifted');
  board.root.classList.add('dragging');
  try { board.root.setPointerCapture(drag.pointer); } catch (gone) { /* the pointer has just left */ }
  if (drag.finger && navigator.vibrate) navigator.vibrate(10);
  follow(board);
  drag.frame = window.requestAnimationFrame(() => scrollNearEdge(board));
}

function follow(board) {
  const { drag } = board;
  const box = drag.ghost.getBoundingClientRect();
  const left = Math.max(4, Math.min(window.innerWidth - box.width - 4, drag.x + (drag.finger ? -box.width / 2 : 14)));
  const above = drag.y - box.height - 22;
  const below = Math.min(window.innerHeight - box.height - 4, drag.y + (drag.finger ? 40 : 28));
  const top = drag.finger && above > 4 ? above : below;
  drag.ghost.style.transform = `translate(${left}px, ${top}px)`;
  const target = targetAt(board, drag.x, drag.y);
  const mark = target ? `${target.kind} ${target.code || (target.column ? target.column.group.letter : '')}` : '';
  if (mark === drag.mark) return;
  drag.mark = mark;
  drag.target = target;
  const outcome = light(board, drag.codes, target);
  setText(drag.ghost.lastChild, !drag.finger && headInSight(board, target) ? '' : outcome.refusal || outcome.words || '');
  say(board, outcome.refusal || outcome.words || 'Drop it on a group, on New group, or on a practice not in a group', {
    aloud: false, warn: Boolean(outcome.refusal),
  });
}

// The header tells what the group would become; the ghost repeats it only where the header cannot be seen.
function headInSight(board, target) {
  if (!target || target.kind !== 'group') return false;
  const head = target.column.section.getBoundingClientRect();
  const field = board.parts.field.getBoundingClientRect();
  return head.top >= Math.max(0, field.top) && head.top + 120 <= Math.min(window.innerHeight, field.bottom);
}

function scrollable(node) {
  for (let at = node; at; at = at.parentElement || (at.getRootNode().host || null)) {
    const flow = window.getComputedStyle(at).overflowY;
    if ((flow === 'auto' || flow === 'scroll') && at.scrollHeight > at.clientHeight + 1) return at;
  }
  return document.scrollingElement;
}

function scrollNearEdge(board) {
  const { drag } = board;
  if (!drag || !drag.ghost) return;
  const under = board.shadow.elementFromPoint(drag.x, drag.y);
  const area = scrollable(under && board.root.contains(under) ? under : board.parts.field);
  const box = area === document.scrollingElement ? { top: 0, bottom: window.innerHeight } : area.getBoundingClientRect();
  const top = Math.max(0, box.top);
  const bottom = Math.min(window.innerHeight, box.bottom);
  let speed = 0;
  if (drag.y < top + EDGE) speed = -(top + EDGE - drag.y);
  else if (drag.y > bottom - EDGE) speed = drag.y - (bottom - EDGE);
  if (speed) {
    area.scrollTop += Math.max(-EDGE, Math.min(EDGE, speed)) / 4;
    drag.mark = null;
    follow(board);
  }
  drag.frame = window.requestAnimationFrame(() => scrollNearEdge(board));
}

function watchMove(board, event) {
  const { drag } = board;
  if (!drag || event.pointerId !== drag.pointer) return;
  // The button came up where no one could see it, outside the window for instance.
  if (event.type === 'pointermove' && !drag.finger && event.buttons === 0) { endDrag(board, false); return; }
  drag.x = event.clientX;
  drag.y = event.clientY;
  if (drag.ghost) { follow(board); return; }
  const across = Math.abs(drag.x - drag.startX);
  const down = Math.abs(drag.y - drag.startY);
  if (!drag.finger) { if (Math.hypot(across, down) >= MOUSE_SLACK) lift(board); return; }
  if (across > FINGER_SLACK && across > 2 * down) lift(board);
  else if (Math.hypot(across, down) > FINGER_SLACK) endDrag(board, false);
}

function endDrag(board, dropped) {
  const { drag } = board;
  if (!drag) return;
  window.clearTimeout(drag.timer);
  window.cancelAnimationFrame(drag.frame);
  board.drag = null;
  if (!drag.ghost) return;
  drag.ghost.remove();
  for (const code of drag.codes) board.cards.get(code).card.classList.remove('lifted');
  board.root.classList.remove('dragging');
  if (board.root.hasPointerCapture(drag.pointer)) board.root.releasePointerCapture(drag.pointer);
  light(board, drag.codes, null);
  // What arrived meanwhile is painted first, so that the drop is judged against the present state.
  if (board.stale) paint(board);
  if (dropped && drag.finger && stayed(drag)) cardMenu(board, drag.card, { x: drag.x, y: drag.y });
  else if (dropped) act(board, drag.codes, freshTarget(board, drag.target));
  else say(board, '');
}

// A finger that rested on a practice and went nowhere asks for its menu.
const stayed = (drag) => Math.hypot(drag.x - drag.startX, drag.y - drag.startY) <= FINGER_SLACK;

function freshTarget(board, target) {
  if (!target || target.kind !== 'group') return target;
  return board.columns.includes(target.column) ? target : null;
}

function listenToPointers(board, signal) {
  const { root } = board;
  root.addEventListener('pointerdown', (event) => watchPress(board, event), { signal });
  window.addEventListener('pointermove', (event) => watchMove(board, event), { signal });
  window.addEventListener('pointerup', (event) => {
    if (board.drag && event.pointerId === board.drag.pointer) {
      watchMove(board, event);
      endDrag(board, true);
    }
  }, { signal });
  window.addEventListener('pointercancel', (event) => {
    if (board.drag && event.pointerId === board.drag.pointer) endDrag(board, false);
  }, { signal });
  root.addEventListener('touchmove', (event) => {
    if (board.drag && board.drag.ghost && event.cancelable) event.preventDefault();
  }, { signal, passive: false });
  root.addEventListener('contextmenu', (event) => {
    const card = event.target.closest('.card');
    if (!card && !event.target.closest('.menu')) return;
    event.preventDefault();
    if (card && !board.drag && board.view) cardMenu(board, card, { x: event.clientX, y: event.clientY });
  }, { signal });
  root.addEventListener('dragstart', (event) => event.preventDefault(), { signal });
  root.addEventListener('click', (event) => {
    const card = event.target.closest('.card');
    if (!card) return;
    if (board.swallowClick) { board.swallowClick = false; event.preventDefault(); return; }
    if (!board.view || choseByClick(board, card, event)) return;
    push(board, { kind: 'open', code: card.dataset.code });
  }, { signal });
}
