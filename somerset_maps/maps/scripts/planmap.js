// Puts the parts of the planning map together in the frame that streamlit-folium gives it.
//
//   SomersetMap.mount(map, {facts, base, postcodes, images})   the script of the folium map, once
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

// Zoom, fit, scale and sources. `fit` shows the whole county.
function addControls(map, fit) {
  const L = window.L;
  L.control.zoom({ position: 'topleft', zoomInTitle: 'Closer', zoomOutTitle: 'Further away' }).addTo(map);
  const Fit = L.Control.extend({
    onAdd() {
      const bar = htmlElement('div', 'leaflet-bar fit-control');
      const button = htmlElement('button', 'fit-button', { type: 'button', title: 'Show the whole county', 'aria-label': 'Fit: show the whole county' });
      button.textContent = 'Fit';
      L.DomEvent.disableClickPropagation(bar);
      button.addEventListener('click', fit);
      bar.append(button);
      return bar;
    },
  });
  new Fit({ position: 'topleft' }).addTo(map);
  L.control.scale({ position: 'bottomleft', maxWidth: 110 }).addTo(map);
}

function addSources(map, lines) {
  const L = window.L;
  const Sources = L.Control.extend({
    onAdd() {
      const details = htmlElement('details', 'map-sources');
      const summary = document.createElement('summary');
      summary.textContent = 'Map: © Crown copyright, Royal Mail; GeoNames';
      details.append(summary, ...lines.map((line) => {
        const paragraph = document.createElement('p');
        paragraph.textContent = line;
        return paragraph;
      }));
      L.DomEvent.disableClickPropagation(details);
      L.DomEvent.disableScrollPropagation(details);
      return details;
    },
  });
  new Sources({ position: 'bottomright' }).addTo(map);
}

// Keeps the county in the frame until somebody moves the map; then only follows the frame's size.
function createFrame(map) {
  let bounds = null;
  let fitted = null;
  const untouched = () => !fitted || (fitted.zoom === map.getZoom() && fitted.centre.distanceTo(map.getCenter()) < 50);
  function fit() {
    const size = map.getSize();
    if (!bounds || size.x < 120 || size.y < 120) return;
    map.setMinZoom(6);
    map.fitBounds(bounds, { paddingTopLeft: [14, 14], paddingBottomRight: [14, 34], animate: false });
    fitted = { zoom: map.getZoom(), centre: map.getCenter() };
    map.setMaxBounds(bounds.pad(0.35));
    map.setMinZoom(Math.max(6, fitted.zoom - 0.5));
  }
  const watcher = new ResizeObserver(() => {
    const follow = untouched();
    map.invalidateSize({ animate: false, pan: !follow });
    if (follow) fit();
  });
  watcher.observe(map.getContainer());
  return { fit, setBounds(box) { bounds = box; fit(); }, stop() { watcher.disconnect(); } };
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
  // Pins grow with the frame, so that a county full of them stays open on a tablet and legible on a
  // wall, and a little with the zoom, where there is room.
  const scaleNow = () => {
    const width = container.clientWidth;
    const fitting = width < 900 ? 0.86 : width > 1400 ? 1.12 : 1;
    const closer = Math.min(1.35, Math.max(1, 1 + (map.getZoom() - 10.25) * 0.12));
    return fitting * closer * (large() ? 1.35 : 1);
  };

  function paint() {
    if (!parts || !state) return;
    container.classList.toggle('projector', large());
    const moved = parts.pins.setScale(scaleNow());
    view = foldPending(state, outbox.entries(), facts);
    parts.pins.paint(view, state);
    parts.outlines.paint(view.groups, parts.pins.spots());
    if (moved) parts.labels.repaint();
  }
  function arrange() {
    if (!parts) return;
    parts.drag.cancel();
    if (!parts.pins.setScale(scaleNow())) parts.pins.arrange();
    parts.outlines.paint(view.groups, parts.pins.spots());
    parts.labels.repaint();
  }

  function assemble(rawFacts, rawBase) {
    facts = indexFacts(rawFacts);
    base.setBase(rawBase);
    addSources(map, rawBase.attribution);
    const [south, west, north, east] = rawBase.bounds;
    frame.setBounds(L.latLngBounds([south, west], [north, east]));
    const pins = createPins(map, facts, { onOpen: (code) => act({ kind: 'open', code }) });
    const outlines = createOutlines(map, rawFacts.edges);
    const labels = createLabels(map, { obstacles: () => [...pins.spots().values()], scale: () => (large() ? 1.3 : 1) });
    pins.setScale(scaleNow());
    labels.setNames(rawBase);
    const drag = createDrag({ map, pins, outlines, overlay, act, current: () => ({ view, state, facts }) });
    parts = { pins, outlines, labels, drag };
    map.on('zoomend viewreset', arrange);
    map.on('resize', paint);
    paint();
  }

  window.somersetPlan = {
    map,
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

window.SomersetMap = { mount, parts: { spreadPins, pinRadius, spanningLinks, dropWords, dropAction, worldPoints } };
