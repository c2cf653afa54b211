// Dragging a practice with mouse, pen or finger. The pin itself stays at home: a copy follows the
// pointer, the groups it could join light up, and a label says what the group under it would become.

const START_MOVING = { mouse: 4, pen: 6, touch: 9 };
const TOUCH_REACH = { mouse: 2, pen: 8, touch: 13 };
const DROP_REACH = 26;
const PAN_EDGE = 34;
const PAN_STEP = 9;
const LONG_PRESS = 500;

// What a drop would be told in words; `target` as from `findTarget`.
function dropWords(target, code, { view, state, facts }) {
  const numbersFor = (group) => (state.hidden ? '' : becoming(group, [code], facts, bandOf(group, state.band)).sentence);
  const fresh = { members: [], list: 0, per_gp: null };
  const own = groupHolding(view, code);
  const called = (group, text) => ({ letter: group.letter, colour: group.colour, ink: group.ink, title: group.name, text });
  if (!target) return null;
  if (own && own.locked) return called(own, 'locked, so its practices stay');
  switch (target.kind) {
    case 'group': return called(target.group, target.group.locked ? 'locked' : numbersFor(target.group));
    case 'own': return called(target.group, 'stays here');
    case 'new': return { title: 'New group', text: numbersFor(fresh) };
    case 'out': return { title: 'Not in a group', text: '' };
    case 'practice': {
      const alone = { members: [target.code], ...groupNumbers([target.code], facts, state.band) };
      return { title: `New group with ${nameOf(target.code, facts)}`, text: numbersFor(alone) };
    }
    default: return null;
  }
}

// The action that a drop asks of the server, or {refusal: words}, or null when nothing changes.
function dropAction(target, code, { view, facts }) {
  const own = groupHolding(view, code);
  if (!target || target.kind === 'own') return null;
  const locked = own && own.locked ? own : target.group && target.group.locked ? target.group : null;
  if (locked) return { refusal: `${locked.letter} ${locked.name} is locked. Unlock it on its card to change who is in it.` };
  const placeOf = (other) => facts.practices.get(other).place;
  switch (target.kind) {
    case 'group': return { kind: 'move', codes: [code], to: target.group.name };
    case 'practice': return { kind: 'start', codes: [target.code, code], name: freeName(placeOf(target.code), view.groups) };
    case 'new': return { kind: 'start', codes: [code], name: freeName(placeOf(code), view.groups) };
    case 'out': return own ? { kind: 'move', codes: [code], to: null } : null;
    default: return null;
  }
}

// current(): {view, state, facts} as painted; act(action) sends, propose(action) asks first where
// it must; onMenu(code) shows a practice's menu.
// inspect(point) tells what else lies under a layer point: {title, words} or null.
function createDrag({ map, pins, outlines, overlay, current, act, propose, onMenu, inspect }) {
  const container = map.getContainer();
  let press = null;
  let lastPointer = 'mouse';

  const layerPoint = (event) => map.mouseEventToLayerPoint(event);
  const containerPoint = (event) => map.mouseEventToContainerPoint(event);

  function findTarget(event, code) {
    const { view } = current();
    const own = groupHolding(view, code);
    const fixed = overlay.placeAt(event.clientX, event.clientY);
    if (fixed) return { kind: fixed };
    const at = layerPoint(event);
    const home = pins.all.get(code);
    if (Math.hypot(at.x - home.spot.x, at.y - home.spot.y) <= home.r + 4) return null;
    const near = pins.nearest(at, DROP_REACH, code);
    const group = near
      ? groupHolding(view, near.code)
      : view.groups.find((candidate) => candidate.name === outlines.groupAt(at));
    if (group) return group === own ? { kind: 'own', group } : { kind: 'group', group };
    return near ? { kind: 'practice', code: near.code } : null;
  }

  // Groups with a practice that is a possible neighbour of this one.
  function groupsInReach(code) {
    const { view, facts } = current();
    const neighbours = facts.neighbours.get(code) || new Set();
    return new Set(view.groups
      .filter((group) => !group.locked && group.members.some((member) => member !== code && neighbours.has(member)))
      .map((group) => group.name));
  }

  function lift() {
    const pin = pins.all.get(press.code);
    window.clearTimeout(press.long);
    press.moving = true;
    press.reach = groupsInReach(press.code);
    press.copy = pin.element.cloneNode(true);
    press.copy.removeAttribute('id');
    press.copy.className = 'pin pin-copy';
    press.copy.setAttribute('aria-hidden', 'true');
    press.copy.removeAttribute('tabindex');
    press.copy.style.zIndex = '';
    delete press.copy.dataset.code;
    container.append(press.copy);
    pin.element.classList.add('lifted');
    container.classList.add('practice-in-hand');
    overlay.hideTip();
    const own = groupHolding(current().view, press.code);
    overlay.showPlaces(!!own);
    outlines.light(press.reach, null);
    window.focus();
    press.panning = window.requestAnimationFrame(panAtEdge);
  }

  function follow(event) {
    press.last = event;
    const at = containerPoint(event);
    press.copy.style.transform = `translate3d(${at.x}px, ${at.y}px, 0)`;
    press.target = findTarget(event, press.code);
    const group = press.target && press.target.group;
    outlines.light(press.reach, group && press.target.kind === 'group' ? group.name : null);
    overlay.showLabel(dropWords(press.target, press.code, current()), at.x, at.y);
  }

  function panAtEdge() {
    if (!press || !press.moving) return;
    const at = containerPoint(press.last);
    const size = map.getSize();
    const step = (value, end) => (value < PAN_EDGE ? -PAN_STEP : value > end - PAN_EDGE ? PAN_STEP : 0);
    const by = [step(at.x, size.x), step(at.y, size.y)];
    if ((by[0] || by[1]) && !overlay.placeAt(press.last.clientX, press.last.clientY)) {
      map.panBy(by, { animate: false });
      follow(press.last);
    }
    press.panning = window.requestAnimationFrame(panAtEdge);
  }

  function onDown(event) {
    lastPointer = event.pointerType;
    if (press) { event.stopPropagation(); return; }
    if (!current().state || event.button !== 0 || event.target.closest(FURNITURE)) return;
    const hit = pins.nearest(layerPoint(event), TOUCH_REACH[event.pointerType] || 2);
    if (!hit) { overlay.hideTip(); if (event.pointerType !== 'mouse') tipBeside(event); return; }
    event.stopPropagation();
    map.dragging.disable();
    map.touchZoom.disable();
    press = { code: hit.code, id: event.pointerId, type: event.pointerType, from: containerPoint(event), last: event, moving: false };
    if (event.pointerType !== 'mouse') press.long = window.setTimeout(pressedLong, LONG_PRESS);
    try { container.setPointerCapture(event.pointerId); } catch (released) { /* the pointer is up already */ }
  }

  function pressedLong() {
    const { code } = press;
    putDown();
    onMenu(code);
  }

  // Right button, or the menu key on the pin that has the focus.
  function onContextMenu(event) {
    if (!current().state || event.target.closest(FURNITURE)) return;
    const focused = event.target.closest('.pin');
    const hit = focused ? { code: focused.dataset.code } : pins.nearest(layerPoint(event), TOUCH_REACH[lastPointer] || 2);
    event.preventDefault();
    if (!hit || (press && press.moving)) return;
    if (press) putDown();
    onMenu(hit.code);
  }

  function onMove(event) {
    if (!press) { hover(event); return; }
    if (event.pointerId !== press.id) return;
    if (!press.moving) {
      const at = containerPoint(event);
      const moved = Math.hypot(at.x - press.from.x, at.y - press.from.y);
      if (moved < (START_MOVING[press.type] || 5)) return;
      lift();
    }
    follow(event);
  }

  function onUp(event) {
    if (!press || event.pointerId !== press.id) return;
    const { code, moving, type } = press;
    const target = moving ? findTarget(event, code) : null;
    putDown();
    if (moving) {
      const action = dropAction(target, code, current());
      if (action && action.refusal) overlay.say(action.refusal);
      else if (action) propose(action);
      return;
    }
    pins.all.get(code).element.focus({ preventScroll: true });
    if (type !== 'mouse') tipFor(code);
    act({ kind: 'open', code });
  }

  function putDown() {
    const { code, copy, id, panning, long } = press;
    press = null;
    window.clearTimeout(long);
    window.cancelAnimationFrame(panning);
    if (copy) copy.remove();
    pins.all.get(code).element.classList.remove('lifted');
    container.classList.remove('practice-in-hand');
    overlay.hidePlaces();
    overlay.showLabel(null);
    outlines.light(null, null);
    if (container.hasPointerCapture(id)) container.releasePointerCapture(id);
    map.dragging.enable();
    map.touchZoom.enable();
  }

  function cancel() { if (press) putDown(); }
  function onKey(event) {
    if (event.key !== 'Escape') return;
    if (press) { event.preventDefault(); event.stopPropagation(); }
    cancel();
    overlay.hideTip();
  }

  // Leaflet moves the focus to the map at each press; on a pin it belongs to the pin.
  function keepFocus(event) {
    if (event.target.closest(FURNITURE) || !pins.nearest(layerPoint(event), TOUCH_REACH[lastPointer] || 2)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  function hover(event) {
    if (!current().state || event.pointerType !== 'mouse' || event.buttons) return;
    const furniture = event.target.closest(FURNITURE);
    const hit = furniture ? null : pins.nearest(layerPoint(event), 1);
    container.classList.toggle('over-pin', !!hit);
    if (hit) tipFor(hit.code); else if (furniture) overlay.hideTip(); else tipBeside(event);
  }

  // Names the surgery, pharmacy, hospital or small area under the pointer, when such a layer is on.
  function tipBeside(event) {
    const found = inspect(layerPoint(event));
    const at = containerPoint(event);
    if (found) overlay.showTip({ ...found, clearance: 16 }, at.x, at.y); else overlay.hideTip();
  }

  function tipFor(code) {
    const { view } = current();
    const pin = pins.all.get(code);
    const group = groupHolding(view, code);
    const at = map.layerPointToContainerPoint(pin.spot);
    const stance = stanceWords(view, code, current().state);
    const place = `${group ? `in ${group.letter} ${group.name}` : 'not in a group'}${stance && `, ${stance}`}`;
    const words = `${thousands(pin.practice.list)} patients, ${place}`;
    overlay.showTip({ code, title: pin.practice.name, words, clearance: pin.r + 8 }, at.x, at.y);
  }

  for (const [code, pin] of pins.all) {
    pin.element.addEventListener('focus', () => { if (!press && pin.element.matches(':focus-visible')) tipFor(code); });
    pin.element.addEventListener('blur', () => overlay.hideTip());
  }
  map.on('movestart zoomstart', () => { if (!press) overlay.hideTip(); });
  container.addEventListener('pointerdown', onDown, true);
  container.addEventListener('contextmenu', onContextMenu);
  container.addEventListener('mousedown', keepFocus, true);
  container.addEventListener('pointermove', onMove);
  container.addEventListener('pointerup', onUp);
  container.addEventListener('pointercancel', cancel);
  container.addEventListener('pointerleave', (event) => { if (!press && event.pointerType === 'mouse') overlay.hideTip(); });
  document.addEventListener('keydown', onKey, true);

  return {
    cancel,
    inHand() { return press && press.moving ? press.code : null; },
    stop() {
      cancel();
      document.removeEventListener('keydown', onKey, true);
    },
  };
}
