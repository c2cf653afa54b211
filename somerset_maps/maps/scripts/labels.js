// Names on the map: towns and villages by rank and zoom, localities and neighbours quietly behind.
// A name that would cover another name or a pin moves round its place; if it finds no room it waits
// for the next zoom: better no name than one that points at another place.

const FACE = '"Segoe UI", "Noto Sans", "Source Sans 3", "Liberation Sans", system-ui, sans-serif';
const LETTERING = {
  town: { size: 17, weight: 600, colour: '#2B2A27', rank: 1 },
  small: { size: 15, weight: 500, colour: '#46433D', rank: 2 },
  village: { size: 14, weight: 400, colour: '#5A564E', rank: 3 },
  away: { size: 14, weight: 400, colour: '#7C776C' },
  locality: { size: 15, weight: 600, colour: '#8C8473', spaced: 2 },
  country: { size: 15, weight: 500, colour: '#948E80', spaced: 2.5 },
  network: { size: 15, weight: 600, colour: '#4B3A75', spaced: 0.5 },
  sea: { size: 16, weight: 400, colour: '#6E93AB', slant: true, spaced: 1.5 },
};
const SEA_NAMES = [{ name: 'Bristol Channel', anchors: [[51.31, -3.3], [51.27, -3.22], [51.26, -3.6]] }];
// Lowest zoom at which a rank of settlement is tried, inside the county and outside.
const FROM_ZOOM = { in: [0, 0, 9.2, 10.75], out: [0, 8.5, 10.25, 11.5] };
// The share of a town's name that pins may cover before it waits for a closer zoom.
const MOST_HIDDEN = 0.08;
// Steps round a place: right, left, above, below, then the corners, then between.
const AROUND = [
  [1, 0], [-1, 0], [0, -1], [0, 1], [1, -1], [1, 1], [-1, -1], [-1, 1],
  [1, -0.5], [1, 0.5], [-1, -0.5], [-1, 0.5], [0.5, -1], [0.5, 1], [-0.5, -1], [-0.5, 1],
];

const overlap = (a, b) => Math.max(0, Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1))
  * Math.max(0, Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1));

const boxAt = (x, y, width, height) => ({ x1: x - width / 2, x2: x + width / 2, y1: y - height / 2, y2: y + height / 2 });

// obstacles(): [{x, y, r}] pins in layer points; furniture(): boxes over the map in pixels of the frame;
// scale(): 1, or more on a projector.
function createLabels(map, { obstacles, furniture, scale }) {
  const L = window.L;
  const Canvas = makeCanvasLayer(L);
  let names = { places: [], localities: [], outside: [] };
  let shown = { places: true, localities: true, networks: [] };
  map.createPane('names').style.zIndex = 350;
  const layer = new Canvas(paint, { pane: 'names', padding: 0.2 }).addTo(map);

  function setFont(ctx, style) {
    const size = style.size * scale();
    ctx.font = `${style.slant ? 'italic ' : ''}${style.weight} ${size}px ${FACE}`;
    ctx.letterSpacing = style.spaced ? `${style.spaced}px` : '0px';
    return size;
  }

  function write(ctx, text, box, style, size) {
    const y = (box.y1 + box.y2) / 2 + size * 0.35;
    ctx.lineJoin = 'round';
    ctx.lineWidth = 3.5 * scale();
    ctx.strokeStyle = 'rgba(255, 254, 251, 0.9)';
    if (style !== LETTERING.sea) ctx.strokeText(text, box.x1, y);
    ctx.fillStyle = style.colour;
    ctx.fillText(text, box.x1, y);
  }

  // The least covered place among the candidates, or null if names (or, for small places, pins) are in the way.
  function choose(candidates, { view, taken, pins }, insist) {
    let best = null;
    for (const [index, box] of candidates.entries()) {
      if (box.x1 < view.x1 || box.x2 > view.x2 || box.y1 < view.y1 || box.y2 > view.y2) continue;
      if (taken.some((other) => overlap(box, other) > 0)) continue;
      const hidden = pins.reduce((sum, pin) => sum + overlap(box, pin), 0) / ((box.x2 - box.x1) * (box.y2 - box.y1));
      if (hidden > (insist ? MOST_HIDDEN : 0)) continue;
      const cost = hidden * 1000 + index;
      if (!best || cost < best.cost) best = { box, cost };
    }
    return best && best.box;
  }

  function place(ctx, text, point, style, around, insist, room) {
    const size = setFont(ctx, style);
    const width = ctx.measureText(text).width;
    const candidates = around.map(([dx, dy, reach]) => boxAt(
      point.x + dx * (width / 2 + reach), point.y + dy * (size / 2 + reach), width, size));
    const box = choose(candidates, room, insist);
    if (!box) return false;
    room.taken.push({ x1: box.x1 - 3, x2: box.x2 + 3, y1: box.y1 - 2, y2: box.y2 + 2 });
    write(ctx, text, box, style, size);
    return true;
  }

  // The part of the frame in which a whole name can be read, the pins in it, and no names yet.
  function roomNow() {
    const corner = map.containerPointToLayerPoint([0, 0]);
    const size = map.getSize();
    return {
      view: { x1: corner.x + 6, x2: corner.x + size.x - 6, y1: corner.y + 6, y2: corner.y + size.y - 34 },
      pins: obstacles().map((pin) => boxAt(pin.x, pin.y, 2 * pin.r, 2 * pin.r)),
      taken: furniture().map((box) => ({
        x1: corner.x + box.x1, x2: corner.x + box.x2, y1: corner.y + box.y1, y2: corner.y + box.y2,
      })),
    };
  }

  function paint(ctx, frame) {
    const toLayer = ([lat, lon]) => map.latLngToLayerPoint([lat, lon]);
    const room = roomNow();
    const { view } = room;
    const inView = (p) => p.x > view.x1 && p.x < view.x2 && p.y > view.y1 && p.y < view.y2;
    const rings = [5, 12, 20, 29, 38];
    area(shown.networks, LETTERING.network, true, false);
    for (const [name, lat, lon, rank, inside] of shown.places ? names.places : []) {
      if (frame.zoom < FROM_ZOOM[inside ? 'in' : 'out'][rank]) continue;
      const point = toLayer([lat, lon]);
      if (!inView(point)) continue;
      const style = inside ? [null, LETTERING.town, LETTERING.small, LETTERING.village][rank] : LETTERING.away;
      const insist = inside && rank === 1;
      const reach = rank === 1 ? rings : rings.slice(0, 3);
      const around = reach.flatMap((ring) => AROUND.map(([dx, dy]) => [dx, dy, ring]));
      place(ctx, name, point, style, around, insist, room);
    }
    area(names.localities, LETTERING.locality, shown.localities && frame.zoom < 11.75, true);
    area(names.outside, LETTERING.country, frame.zoom < 11.5, true);
    area(SEA_NAMES, LETTERING.sea, true, false);

    function area(list, style, wanted, capitals) {
      if (!wanted) return;
      for (const { name, anchors } of list) {
        const text = capitals ? name.toUpperCase() : name;
        anchors.some((anchor) => {
          const point = toLayer(anchor);
          return inView(point) && place(ctx, text, point, style, [[0, 0, 0]], false, room);
        });
      }
    }
  }

  return {
    setNames(base) {
      names = base;
      layer.repaint();
    },
    // {places, localities: shown or not; networks: [{name, anchors}]}.
    show(next) {
      shown = next;
      layer.repaint();
    },
    repaint() { layer.repaint(); },
  };
}
