// What is shown over the base map: chosen in a panel, remembered while the window is open, fetched when
// it is first wanted.

const LAYERS_SLOT = 'somerset.map.layers';
const POINT_CHOICES = [
  ['branch', 'Branches'], ['pharmacy', 'Pharmacies'],
  ['acute hospital', 'Acute hospitals'], ['community hospital', 'Community hospitals'],
];
const SHADING_CHOICES = [
  ['', 'None'], ['older', 'Aged 65 and over'], ['deprivation', 'Deprivation'], ['rural', 'Rural areas'],
  ['minutes', 'Minutes to the nearest surgery'], ['cars', 'Households without a car'],
  ['group', 'Group most patients belong to (modelled)'],
];
const GROUP_LEGEND = {
  title: 'Group most patients belong to (modelled)',
  steps: [
    { label: 'half or more', colour: '#6B6B6B' },
    { label: 'fewer (paler)', colour: '#BDBDBD' },
    { label: 'most in no group', colour: NO_FIGURE },
  ],
};
const GROUP_SOURCE = 'where registered patients live is modelled, not counted';
const NOTHING_SHOWN = { points: [], localities: true, networks: false, shading: '', online: false };

function keptChoice() {
  try { return { ...NOTHING_SHOWN, ...JSON.parse(window.sessionStorage.getItem(LAYERS_SLOT) || '{}') }; }
  catch (unreadable) { return { ...NOTHING_SHOWN }; }
}

// urls: addresses of the files; scale(): of signs; say(words): tells people what could not be read;
// onLegend(): the legend has changed its size.
function createLayers({ map, container, urls, base, labels, dismissals, scale, say, onLegend }) {
  const shading = createShading(map);
  const points = createPoints(map, scale);
  const legend = createLegend(map);
  const panel = createLayerPanel({ map, container, dismissals, onChoice });
  const tiles = createTiles(map, (shown) => { online = shown; showNames(); });
  const files = new Map();
  const ready = {};
  let chosen = keptChoice();
  let online = false;
  let view = { groups: [] };
  let allowed = { hindsight: false, tiles: null };

  const READ = {
    points: (raw) => raw.kinds, areas: readAreas, values: (raw) => raw.shadings,
    registrations: readRegistrations, networks: (raw) => ({ ...raw, lines: raw.borders.map(worldPoints) }),
  };
  // Asks for a file once; draws again when it is there.
  function want(name) {
    if (name in ready) return ready[name];
    if (!files.has(name) && urls[name]) {
      files.set(name, fetchJson(urls[name]).then((raw) => { ready[name] = READ[name](raw); draw(); }, (failure) => {
        files.delete(name);
        console.error(failure);
        say('This layer could not be read. Choose it again, or reload the page.');
      }));
    }
    return null;
  }

  function onChoice(key, on) {
    const next = { ...chosen };
    if (key === 'localities' || key === 'networks' || key === 'online') next[key] = on;
    else if (POINT_CHOICES.some(([kind]) => kind === key)) {
      next.points = chosen.points.filter((kind) => kind !== key).concat(on ? [key] : []);
    } else next.shading = key;
    chosen = next;
    try { window.sessionStorage.setItem(LAYERS_SLOT, JSON.stringify(chosen)); } catch (full) { /* until the reload */ }
    draw();
  }

  function sections() {
    const outlines = [{ key: 'localities', title: 'Localities', on: chosen.localities }];
    if (allowed.hindsight && urls.networks) outlines.push({ key: 'networks', title: 'PCNs of 2019', on: chosen.networks });
    return [
      { title: 'Points', kind: 'checkbox', name: 'points', choices: urls.points ? pointChoices() : [] },
      { title: 'Outlines', kind: 'checkbox', name: 'outlines', choices: outlines },
      {
        title: 'Small areas', kind: 'radio', name: 'shading',
        choices: urls.areas ? SHADING_CHOICES.map(([key, title]) => ({ key, title, on: key === chosen.shading })) : [],
      },
      {
        title: 'Background', kind: 'checkbox', name: 'background',
        choices: allowed.tiles ? [{ key: 'online', title: 'Online map (needs a network)', on: chosen.online }] : [],
      },
    ];
  }
  function pointChoices() {
    const offered = (kind) => !ready.points || ready.points.some((known) => known.kind === kind);
    return POINT_CHOICES.filter(([kind]) => offered(kind))
      .map(([key, title]) => ({ key, title, on: chosen.points.includes(key) }));
  }

  // The shading that is chosen and read: {title, steps, sources, fills, tell} or null.
  function shadingNow() {
    if (!chosen.shading || !urls.areas) return null;
    const areas = want('areas');
    if (chosen.shading === 'group') {
      const registered = want('registrations');
      if (!areas || !registered) return null;
      const most = mostPatients(registered, view.groups, areas.length);
      const words = ({ group, share }) => (group
        ? `${percent(share)} of patients in ${group.letter} ${group.name} (modelled)` : 'most patients in no group (modelled)');
      return { ...GROUP_LEGEND, source: GROUP_SOURCE, areas, fills: most.map(groupFill), tell: (at) => words(most[at]) };
    }
    const values = want('values');
    const found = areas && values && values.find(({ key }) => key === chosen.shading);
    if (!found) return null;
    const fills = found.values.map((value) => (stepOf(found, value) || { colour: NO_FIGURE }).colour);
    return { ...found, areas, fills, tell: (at) => valueWords(found, found.values[at]) };
  }

  function showNames() {
    const networks = chosen.networks && allowed.hindsight && ready.networks;
    labels.show({ places: !online, localities: chosen.localities && !networks, networks: networks ? ready.networks.names : [] });
  }

  function draw() {
    const now = shadingNow();
    shading.show(now && now.areas, now && now.fills, now && now.tell);
    container.classList.toggle('shaded', !!now);
    const kinds = (chosen.points.length && want('points') ? ready.points : []).filter(({ kind }) => chosen.points.includes(kind));
    points.show(kinds);
    const networks = chosen.networks && allowed.hindsight ? want('networks') : null;
    base.show({ localities: chosen.localities, networks: networks && networks.lines, shaded: !!now });
    tiles.show(chosen.online ? allowed.tiles : null);
    const sources = [...(now ? [now.source] : []), ...kinds.map(({ source }) => source), ...(networks ? [networks.source] : [])];
    legend.show({ shading: now, kinds, networks: !!networks, sources });
    panel.fill(sections());
    showNames();
    onLegend();
  }

  // Follows the plan: only the shading by group depends on it, and it comes after the pins.
  let waiting = 0;
  function follow() {
    if (chosen.shading !== 'group' || !ready.areas || !ready.registrations) return;
    window.cancelAnimationFrame(waiting);
    waiting = window.requestAnimationFrame(() => {
      const now = shadingNow();
      shading.show(now.areas, now.fills, now.tell);
    });
  }

  return {
    update(nextView, state) {
      const fresh = { hindsight: !!state.hindsight, tiles: state.tiles || null };
      const first = !allowed.known;
      const changed = first || fresh.hindsight !== allowed.hindsight || fresh.tiles !== allowed.tiles;
      view = nextView;
      allowed = { ...fresh, known: true };
      if (changed) draw(); else follow();
    },
    // What lies under a layer point: {title, words} or null.
    inspect: (point) => points.inspect(point) || shading.inspect(point),
    // The boxes that cover names, in pixels of the frame.
    furniture() {
      if (!legend.box.offsetHeight) return [];
      const [frame, box] = [container.getBoundingClientRect(), legend.box.getBoundingClientRect()];
      return [{ x1: box.left - frame.left, x2: box.right - frame.left, y1: box.top - frame.top, y2: box.bottom - frame.top }];
    },
    close: panel.close,
  };
}

const percent = (share) => (share < 0.01 ? 'under 1%' : `${Math.round(100 * share)}%`);

function valueWords(shading, value) {
  const step = stepOf(shading, value);
  if (!step) return 'no figure';
  if (!shading.unit) return step.label;
  const about = shading.modelled ? 'about ' : '';
  return `${about}${Math.max(1, Math.round(value))}${shading.unit}${shading.modelled ? ' (modelled)' : ''}`;
}
