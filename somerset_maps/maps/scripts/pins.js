// Practices as pins: a disc sized by list, coloured and lettered by group, that can be reached by
// mouse, touch and keyboard. Pins that would overlap stand aside, with a line to where they belong.

const LEADER_FROM = 5;
const WHITE = '#FFFFFF';

// What may be said here of a practice's stance: its words, or "" for none.
function stanceWords(view, code, state) {
  const known = stanceMark(view, code, !!state.projector);
  return known ? known.words : '';
}

// onOpen, onToggle and onMenu(code): what Enter, X and M (or the menu key) ask for.
function createPins(map, facts, { onOpen, onToggle, onMenu }) {
  const L = window.L;
  const pins = new Map();
  const largest = Math.max(...[...facts.practices.values()].map((practice) => practice.list));
  const leaders = svgLayer(map, 'leaders', 400);
  const pane = map.createPane('practices');
  pane.style.zIndex = 600;
  pane.setAttribute('role', 'group');
  pane.setAttribute('aria-label', 'General practices. Arrow keys go from one to the next, Enter opens one, X chooses it with others, M shows its menu.');
  let scale = 1;
  let leastLetter = 0;

  const order = [...facts.practices.values()].sort((a, b) => (
    a.locality.localeCompare(b.locality) || a.name.localeCompare(b.name)));
  for (const practice of order) pins.set(practice.code, makePin(practice));
  const codes = [...pins.keys()];
  if (codes.length) pins.get(codes[0]).element.tabIndex = 0;

  function makePin(practice) {
    const home = L.latLng(practice.lat, practice.lon);
    const icon = L.divIcon({ className: 'pin', html: '<span class="pin-disc"></span>', iconSize: null });
    const marker = L.marker(home, { icon, pane: 'practices', interactive: false, keyboard: true }).addTo(map);
    const element = marker.getElement();
    element.dataset.code = practice.code;
    element.tabIndex = -1;
    element.addEventListener('keydown', (event) => onKey(event, practice.code));
    element.addEventListener('focus', () => { roam(practice.code); });
    element.addEventListener('dblclick', (event) => event.stopPropagation());
    // Screen readers click without a pointer; real pointers are read where dragging is.
    element.addEventListener('click', (event) => {
      if (event.detail === 0) onOpen(practice.code);
    });
    return { practice, marker, element, disc: element.firstChild, home, r: 10, letter: '', group: null, stance: '' };
  }

  // One stop for the Tab key: the pin that had the focus last.
  function roam(code) {
    for (const [other, pin] of pins) pin.element.tabIndex = other === code ? 0 : -1;
  }

  function onKey(event, code) {
    const at = codes.indexOf(code);
    const next = {
      ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: codes.length - 1,
    }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' || event.key === ' ') onOpen(code);
    else if (event.key.toLowerCase() === 'x') onToggle(code);
    else if (event.key.toLowerCase() === 'm') onMenu(code);
    else if (next === undefined) return;
    else focusPin(codes[(next + codes.length) % codes.length]);
    event.preventDefault();
    event.stopPropagation();
  }

  function focusPin(code) {
    const pin = pins.get(code);
    if (!map.getBounds().contains(pin.marker.getLatLng())) map.panTo(pin.marker.getLatLng(), { animate: false });
    pin.element.focus({ preventScroll: true });
  }

  function resize(pin) {
    pin.r = pinRadius(pin.practice.list, largest, scale);
    const size = 2 * pin.r;
    Object.assign(pin.element.style, {
      width: `${size}px`, height: `${size}px`, marginLeft: `${-pin.r}px`, marginTop: `${-pin.r}px`,
    });
    letter(pin);
  }

  function letter(pin) {
    const asked = Math.min(leastLetter, pin.r * (pin.letter.length > 1 ? 1.1 : 1.5));
    pin.disc.style.fontSize = `${Math.max(14, asked, Math.min(20 * scale, pin.r * 1.15)).toFixed(1)}px`;
  }

  // Places every pin for the zoom at hand and draws the lines to the true points.
  function arrange() {
    const truth = new Map([...pins].map(([code, pin]) => [code, map.latLngToLayerPoint(pin.home)]));
    const spots = spreadPins([...pins].map(([code, pin]) => ({ code, r: pin.r, x: truth.get(code).x, y: truth.get(code).y })));
    const lines = [];
    for (const [code, pin] of pins) {
      pin.spot = spots.get(code);
      pin.marker.setLatLng(map.layerPointToLatLng(pin.spot));
      const from = truth.get(code);
      pin.offset = Math.hypot(pin.spot.x - from.x, pin.spot.y - from.y);
      if (pin.offset < LEADER_FROM) continue;
      lines.push(svgElement('line', { class: 'leader', x1: from.x, y1: from.y, x2: pin.spot.x, y2: pin.spot.y }));
      lines.push(svgElement('circle', { class: 'true-point', cx: from.x, cy: from.y, r: 2.5 }));
    }
    leaders.replaceChildren(...lines);
  }

  function describe(pin, group, stance, state) {
    const place = group ? `in ${group.letter} ${group.name}${group.locked ? ', locked' : ''}` : 'not in a group';
    const chosen = pin.practice.code === state.selected ? ', its panel is open' : '';
    return `${pin.practice.name}, ${thousands(pin.practice.list)} patients, ${place}${stance && `, ${stance}`}${chosen}`;
  }

  function paintPin(pin, group, stance, state) {
    const sign = group ? group.letter : '';
    const words = describe(pin, group, stance, state);
    const selected = pin.practice.code === state.selected;
    const key = [words, group ? group.colour + group.ink : '', selected].join('|');
    if (pin.key === key) return;
    pin.key = key;
    if (pin.stance !== stance) mark(pin, stance);
    pin.group = group ? group.name : null;
    const wider = (pin.letter.length > 1) !== (sign.length > 1);
    pin.letter = sign;
    if (wider) letter(pin);
    pin.element.dataset.group = group ? group.name : '';
    pin.element.dataset.letter = sign;
    pin.element.setAttribute('aria-label', words);
    pin.element.classList.toggle('not-in-a-group', !group);
    pin.element.classList.toggle('selected', selected);
    pin.disc.textContent = sign;
    pin.disc.classList.toggle('two-letters', sign.length > 1);
    pin.disc.style.background = group ? group.colour : WHITE;
    pin.disc.style.color = group ? group.ink : INK;
  }

  function mark(pin, stance) {
    pin.stance = stance;
    pin.element.dataset.stance = stance;
    const old = pin.element.querySelector('.stance-mark');
    if (old) old.remove();
    if (stance) pin.element.append(stanceSign(stance));
  }

  return {
    all: pins,
    arrange,
    // `least`: the smallest letters in pixels where the discs have room for them.
    setScale(value, least = 0) {
      if (value === scale && least === leastLetter && pins.size && pins.values().next().value.spot) return false;
      scale = value;
      leastLetter = least;
      for (const pin of pins.values()) resize(pin);
      arrange();
      return true;
    },
    paint(view, state) {
      const holding = new Map();
      for (const group of view.groups) for (const code of group.members) holding.set(code, group);
      for (const [code, pin] of pins) paintPin(pin, holding.get(code) || null, stanceWords(view, code, state), { selected: view.selected, ...state });
    },
    // code -> {x, y, r} in layer points, as drawn.
    spots() { return new Map([...pins].map(([code, pin]) => [code, { ...pin.spot, r: pin.r }])); },
    // The nearest pin whose edge is within `reach` pixels of a layer point: {code, distance} or null.
    nearest(point, reach, except) {
      let best = null;
      for (const [code, pin] of pins) {
        if (code === except) continue;
        const distance = Math.hypot(pin.spot.x - point.x, pin.spot.y - point.y) - pin.r;
        if (distance <= reach && (!best || distance < best.distance)) best = { code, distance };
      }
      return best;
    },
  };
}
