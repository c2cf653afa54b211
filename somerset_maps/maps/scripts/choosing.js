// Choosing several practices: a line drawn round them, a rectangle, or one by one with X.

const LEAST_DRAWN = 8;

function insideLoop(loop, { x, y }) {
  let inside = false;
  for (let i = 0, j = loop.length - 1; i < loop.length; j = i, i += 1) {
    const [a, b] = [loop[i], loop[j]];
    if ((a.y > y) !== (b.y > y) && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
  }
  return inside;
}

const rectangleOf = (a, b) => [a, { x: b.x, y: a.y }, b, { x: a.x, y: b.y }];

// onChange(codes) after every change, with `drawn` when it came from a line or a rectangle.
function createChoosing({ map, container, pins, dismissals, overlay, onChange }) {
  const L = window.L;
  const chosen = new Set();
  const sheet = svgElement('svg', { class: 'lasso-sheet', 'aria-hidden': 'true' });
  const line = svgElement('path', { class: 'lasso-line' });
  sheet.append(line);
  container.append(sheet);
  map.boxZoom.disable();
  let mode = null;
  let drawing = null;
  let release = null;

  const buttons = {
    lasso: pushButton('bar-button choose-button', 'Lasso', () => setMode('lasso'), {
      'aria-pressed': 'false', title: 'Draw round practices to choose them (or hold Shift and drag)',
    }),
    rectangle: pushButton('bar-button choose-button', 'Box', () => setMode('rectangle'), {
      'aria-pressed': 'false', 'aria-label': 'Box: choose practices in a rectangle', title: 'Choose the practices in a rectangle',
    }),
  };
  addButtons(map, 'topleft', 'choose-control', [buttons.lasso, buttons.rectangle]);

  let releaseMode = null;
  function setMode(next) {
    mode = next === mode ? null : next;
    for (const [name, button] of Object.entries(buttons)) button.setAttribute('aria-pressed', String(name === mode));
    container.classList.toggle('choosing', !!mode);
    if (releaseMode) releaseMode();
    releaseMode = mode ? dismissals.open(() => { stopDrawing(); setMode(mode); }) : null;
    if (mode) overlay.say(mode === 'lasso' ? 'Draw round the practices you want.' : 'Draw a box over the practices you want.');
  }

  const at = (event) => map.mouseEventToContainerPoint(event);
  function onDown(event) {
    const byShift = event.shiftKey && event.pointerType === 'mouse';
    if (drawing) { event.stopImmediatePropagation(); return; }
    if ((!mode && !byShift) || event.button !== 0 || event.target.closest(FURNITURE)) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    map.dragging.disable();
    map.touchZoom.disable();
    drawing = { id: event.pointerId, shape: mode || 'lasso', path: [at(event)] };
    try { container.setPointerCapture(event.pointerId); } catch (released) { /* the pointer is up already */ }
  }
  function loopNow() {
    const { shape, path } = drawing;
    return shape === 'lasso' ? path : rectangleOf(path[0], path[path.length - 1]);
  }
  function onMove(event) {
    if (!drawing || event.pointerId !== drawing.id) return;
    event.stopImmediatePropagation();
    drawing.path.push(at(event));
    line.setAttribute('d', `M${loopNow().map(({ x, y }) => `${Math.round(x)} ${Math.round(y)}`).join('L')}Z`);
  }
  function onUp(event) {
    if (!drawing || event.pointerId !== drawing.id) return;
    event.stopImmediatePropagation();
    const loop = loopNow();
    stopDrawing();
    const xs = loop.map(({ x }) => x);
    const ys = loop.map(({ y }) => y);
    if (Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)) < LEAST_DRAWN) {
      const hit = pins.nearest(map.mouseEventToLayerPoint(event), 2);
      if (hit) toggle(hit.code);
      return;
    }
    const inside = [...pins.all].filter(([, pin]) => insideLoop(loop, map.layerPointToContainerPoint(pin.spot))).map(([code]) => code);
    if (mode) setMode(mode);
    overlay.say('');
    if (!inside.length) { overlay.say('No practice is inside that line.'); return; }
    add(inside, true);
  }
  function stopDrawing() {
    if (!drawing) return;
    const { id } = drawing;
    drawing = null;
    line.removeAttribute('d');
    if (container.hasPointerCapture(id)) container.releasePointerCapture(id);
    map.dragging.enable();
    map.touchZoom.enable();
  }

  function tell(drawn) {
    for (const [code, pin] of pins.all) pin.element.classList.toggle('chosen', chosen.has(code));
    if (chosen.size && !release) release = dismissals.open(clear);
    if (!chosen.size && release) { release(); release = null; }
    onChange([...chosen], drawn);
  }
  function add(codes, drawn) {
    for (const code of codes) chosen.add(code);
    tell(drawn);
  }
  function toggle(code) {
    if (!chosen.delete(code)) chosen.add(code);
    tell(false);
  }
  function clear() {
    if (!chosen.size) return;
    chosen.clear();
    tell(false);
  }

  // Leaflet reads the mouse by itself; while a line is drawn the map stays where it is.
  const keepStill = (event) => { if (drawing) { event.preventDefault(); event.stopPropagation(); } };
  container.addEventListener('pointerdown', onDown, true);
  container.addEventListener('mousedown', keepStill, true);
  container.addEventListener('touchstart', keepStill, { capture: true, passive: false });
  container.addEventListener('pointermove', onMove, true);
  container.addEventListener('pointerup', onUp, true);
  container.addEventListener('pointercancel', stopDrawing, true);
  L.DomEvent.on(container, 'selectstart', keepStill);

  return { toggle, clear, has: (code) => chosen.has(code), codes: () => [...chosen], busy: () => !!drawing || !!mode };
}
