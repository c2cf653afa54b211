// Puts the parts of the planning map together in the frame that streamlit-folium gives it.
//
//   SomersetMap.mount(map, {facts, base, ..., images})         the script of the folium map, once
//   somersetPlan.update(state)                                 the carrier of the plan, at each run
//
// Facts and base map are fetched; a state that arrives before them waits.

const RETRY_AFTER = [4000, 8000, 16000, 30000, 60000];

async function fetchJson(url) {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const answer = await fetch(url);
      if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
      return await answer.json();
    } catch (failure) {
      if (attempt === 2) throw failure;
      await new Promise((resume) => { setTimeout(resume, 400 * 2 ** attempt); });
    }
  }
}

function sendOut(entries) {
  // The time makes each sending a new value: a server that has just started hears only of changes.
  if (window.Streamlit) window.Streamlit.setComponentValue({ outbox: entries, sent: Date.now() });
}

function addStyle(text) {
  if (document.getElementById('planning-map-style')) return;
  const style = document.createElement('style');
  style.id = 'planning-map-style';
  style.textContent = text;
  document.head.append(style);
  // The page that folium writes forbids zooming; people who need larger type may zoom.
  for (const meta of document.querySelectorAll('meta[name="viewport"]')) meta.content = 'width=device-width, initial-scale=1';
}

function mount(map, options) {
  if (window.somersetPlan) {
    if (window.somersetPlan.map === map) return;
    window.somersetPlan.stop();
  }
  const L = window.L;
  const container = map.getContainer();
  addStyle(STYLE);
  L.Icon.Default.imagePath = options.images;
  container.setAttribute('role', 'region');
  container.setAttribute('aria-label', 'Map of Somerset and its general practices');
  const overlay = createOverlay(container);
  const base = createBaseMap(map);
  const frame = createFrame(map);
  const dismissals = createDismissals();
  addControls(map, frame.fit);

  const outbox = createOutbox({ channel: 'map', send: sendOut });
  let facts = null;
  let parts = null;
  let state = null;
  let view = { groups: [], selected: null };
  let greeted = false;
  let retry = null;

  function act(action) {
    if (!state) return;
    outbox.push({ plan: state.plan, rev: state.rev, ...action });
    paint();
    insist(0);
  }
  // A drag leaves the keyboard with the map: undo and redo must be heard here as on the page.
  function onStepKey(event) {
    if (event.key === '?' && !event.defaultPrevented && !event.target.matches('input')) {
      // The board on the page has the list of keys.
      try { window.parent.dispatchEvent(new KeyboardEvent('keydown', { key: '?' })); } catch (foreign) { /* no page round the map */ }
    }
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return;
    const key = event.key.toLowerCase();
    const kind = key === 'y' || (key === 'z' && event.shiftKey) ? 'redo' : key === 'z' ? 'undo' : '';
    if (!kind) return;
    event.preventDefault();
    act({ kind });
  }
  document.addEventListener('keydown', onStepKey);
  // Sends again what nobody has acknowledged for a while: the connection may have been away.
  function insist(times) {
    window.clearTimeout(retry);
    if (!outbox.entries().length) return;
    retry = window.setTimeout(() => { outbox.resend(); insist(times + 1); }, RETRY_AFTER[Math.min(times, RETRY_AFTER.length - 1)]);
  }

  const large = () => !!(state && state.projector);
  // On a wall, letters (seven tenths of the type's size) are at least a fiftieth of the map's height,
  // and a sixty-ninth of the whole picture's: that is comfortable at five times its height.
  const picture = () => { try { return Math.min(window.top.innerHeight, 0.8 * window.top.innerWidth); } catch (foreign) { return window.innerHeight; } };
  const leastType = () => (large() ? Math.round(Math.max(0.02 * container.clientHeight, picture() / 69) / 0.7) + 1 : 0);
  const typeScale = () => (large() ? Math.max(1.3, leastType() / 14) : 1);
  // Pins grow with the frame, so that a county full of them stays open on a tablet and legible on a
  // wall, and a little with the zoom, where there is room.
  const scaleNow = () => {
    const width = container.clientWidth;
    const fitting = width < 900 ? 0.86 : width > 1400 ? 1.12 : 1;
    const closer = Math.min(1.35, Math.max(1, 1 + (map.getZoom() - 10.25) * 0.12));
    return closer * Math.max(fitting * (large() ? 1.35 : 1), leastType() / 15.75);
  };

  function paint() {
    if (!parts || !state) return;
    container.classList.toggle('projector', large());
    container.style.fontSize = large() ? `${Math.max(18, leastType())}px` : '';
    const moved = parts.pins.setScale(scaleNow(), leastType());
    view = foldPending(state, outbox.entries(), facts);
    parts.pins.paint(view, state);
    parts.outlines.paint(view.groups, parts.pins.spots());
    if (moved) parts.loose.paint(view.groups, facts, true); else parts.loose.follow(view.groups, facts);
    parts.menu.refresh();
    parts.layers.update(view, state);
    if (moved) parts.labels.repaint();
  }
  function arrange() {
    if (!parts) return;
    parts.drag.cancel();
    if (!parts.pins.setScale(scaleNow(), leastType())) parts.pins.arrange();
    parts.outlines.paint(view.groups, parts.pins.spots());
    parts.loose.paint(view.groups, facts, true);
    parts.labels.repaint();
  }

  function assemble(rawFacts, rawBase) {
    facts = indexFacts(rawFacts);
    base.setBase(rawBase);
    addSources(map, rawBase.attribution);
    const [south, west, north, east] = rawBase.bounds;
    frame.setBounds(L.latLngBounds([south, west], [north, east]));
    const current = () => ({ view, state, facts });
    const open = (code) => act({ kind: 'open', code });
    const pins = createPins(map, facts, { onOpen: open, onToggle: (code) => choosing.toggle(code), onMenu: showMenu });
    const outlines = createOutlines(map, rawFacts.edges);
    const labels = createLabels(map, {
      obstacles: () => [...pins.spots().values()], furniture: () => (parts ? [...parts.layers.furniture(), ...buttonBoxes(container)] : []), scale: typeScale,
    });
    const layers = createLayers({ map, container, urls: options, base, labels, dismissals, scale: typeScale, say: overlay.say, onLegend: makeRoom });
    pins.setScale(scaleNow());
    labels.setNames(rawBase);
    const spotOf = (code) => map.layerPointToContainerPoint(pins.all.get(code).spot);
    const propose = (action) => sendWithConsent(document.body, action, current(), act);
    const menu = createPinMenu({
      container, dismissals, current, act, propose, spotOf, onOpen: open, after: () => choosing.clear(),
    });
    const choosing = createChoosing({ map, container, pins, dismissals, overlay, onChange: showChosen });
    const drag = createDrag({
      map, pins, outlines, overlay, act, current, propose, onMenu: showMenu, inspect: layers.inspect,
    });
    const loose = createLoosePieces(map, pins, zoomTo);
    // A menu that is open for one practice closes with the next press on the map.
    container.addEventListener('pointerdown', (event) => {
      if (!event.target.closest(FURNITURE) && !choosing.codes().length) menu.close();
    }, true);

    function showMenu(code) {
      const codes = choosing.has(code) ? choosing.codes() : [code];
      const pin = pins.all.get(code);
      overlay.hideTip();
      pin.element.focus({ preventScroll: true });
      menu.open(codes, spotOf(code), !choosing.has(code));
    }
    function showChosen(codes, drawn) {
      menu.aside(codes, drawn);
      if (codes.length) overlay.tell(`${codes.length === 1 ? '1 practice' : `${codes.length} practices`} chosen. ${drawn ? '' : 'M shows where they can go, '}Escape chooses none.`);
    }
    parts = { pins, outlines, labels, layers, drag, menu, loose };
    map.on('zoomend viewreset', arrange);
    map.on('resize', paint);
    paint();
    labels.repaint();
  }

  // The county moves up when the legend would cover practices.
  function makeRoom() {
    if (!parts) return;
    frame.setFoot(0);
    const [box] = parts.layers.furniture();
    const under = ({ x, y }) => x > box.x1 - 20 && x < box.x2 + 20 && y > box.y1 - 20;
    if (box && [...parts.pins.all.values()].some((pin) => under(map.layerPointToContainerPoint(pin.spot)))) {
      frame.setFoot(Math.round(container.clientHeight - box.y1));
    }
  }

  // Brings these practices into view, with what is round them.
  function zoomTo(codes) {
    const homes = (codes || []).map((code) => parts && parts.pins.all.get(code)).filter(Boolean).map((pin) => pin.home);
    if (!homes.length) return;
    map.fitBounds(L.latLngBounds(homes).pad(0.3), { maxZoom: 12, padding: [60, 60], animate: false });
    const first = parts.pins.all.get(codes[0]);
    if (first) first.element.focus({ preventScroll: true });
  }

  window.somersetPlan = {
    map,
    zoomTo,
    outbox,
    get pins() { return parts ? parts.pins.all : new Map(); },
    get view() { return view; },
    get ready() { return !!(parts && state); },
    update(next) {
      state = next;
      const settled = outbox.settle(next.ack || {});
      if (!greeted) { greeted = true; outbox.resend(); }
      insist(0);
      paint();
      if (settled && next.notice) overlay.say(next.notice);
    },
    stop() {
      window.clearTimeout(retry);
      document.removeEventListener('keydown', onStepKey);
      frame.stop();
      dismissals.stop();
      if (parts) parts.drag.stop();
    },
  };
  // A state that was sent while Leaflet was loading has been dropped by the frame: ask for the last one.
  setTimeout(() => { if (window.Streamlit) window.Streamlit.setComponentReady(); }, 0);
  Promise.all([fetchJson(options.facts), fetchJson(options.base)])
    .then(([rawFacts, rawBase]) => assemble(rawFacts, rawBase))
    .catch((failure) => {
      overlay.say('The map could not be read. Reload the page; if it stays away, start the app again.');
      console.error(failure);
    });
  fetchJson(options.postcodes).then(base.setPostcodes).catch((failure) => console.error(failure));
}

window.SomersetMap = { mount, parts: { spreadPins, pinRadius, spanningLinks, dropWords, dropAction, worldPoints, readRegistrations, mostPatients } };
