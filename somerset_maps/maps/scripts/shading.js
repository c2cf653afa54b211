// Small areas filled by a value, or by the group to which most of their patients belong.

const NO_FIGURE = '#FFFFFF';
const STRONG = 0.58;
const PALE = 0.28;

// {codes, names, rings} as fetched -> areas with rings in world points and the box around each.
function readAreas(raw) {
  return raw.rings.map((rings, index) => {
    const shapes = rings.map(worldPoints);
    const box = { x1: 1, y1: 1, x2: 0, y2: 0 };
    for (const points of shapes) {
      for (let i = 0; i < points.length; i += 2) {
        box.x1 = Math.min(box.x1, points[i]);
        box.x2 = Math.max(box.x2, points[i]);
        box.y1 = Math.min(box.y1, points[i + 1]);
        box.y2 = Math.max(box.y2, points[i + 1]);
      }
    }
    return { name: raw.names[index], shapes, box };
  });
}

function insideArea({ box, shapes }, x, y) {
  if (x < box.x1 || x > box.x2 || y < box.y1 || y > box.y2) return false;
  let inside = false;
  for (const points of shapes) {
    for (let i = 0, j = points.length - 2; i < points.length; j = i, i += 2) {
      const [x1, y1, x2, y2] = [points[i], points[i + 1], points[j], points[j + 1]];
      if ((y1 > y) !== (y2 > y) && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
    }
  }
  return inside;
}

function stepOf(shading, value) {
  if (value === null) return null;
  const at = shading.above.findIndex((limit) => value < limit);
  return shading.steps[at < 0 ? shading.steps.length - 1 : at];
}

// {practices, cells} as fetched -> Map code -> {areas, patients}.
function readRegistrations(raw) {
  return new Map(raw.practices.map((code, row) => {
    const cells = raw.cells[row];
    const areas = new Int32Array(cells.length / 2);
    const patients = new Float64Array(cells.length / 2);
    let area = 0;
    for (let i = 0; i < areas.length; i += 1) {
      area += cells[2 * i];
      areas[i] = area;
      patients[i] = cells[2 * i + 1] / 10;
    }
    return [code, { areas, patients }];
  }));
}

// For each small area the group with most of its registered patients: [{group, share}]. Group is null
// where the practices in no group together have more than any group, or where nobody is registered.
function mostPatients(registrations, groups, count) {
  const all = new Float64Array(count);
  const most = Array.from({ length: count }, () => ({ group: null, patients: 0 }));
  const grouped = new Float64Array(count);
  for (const { areas, patients } of registrations.values()) {
    for (let i = 0; i < areas.length; i += 1) all[areas[i]] += patients[i];
  }
  for (const group of groups) {
    const sums = new Float64Array(count);
    for (const code of group.members) {
      const { areas, patients } = registrations.get(code) || { areas: [], patients: [] };
      for (let i = 0; i < areas.length; i += 1) sums[areas[i]] += patients[i];
    }
    for (let area = 0; area < count; area += 1) {
      grouped[area] += sums[area];
      if (sums[area] > most[area].patients) most[area] = { group, patients: sums[area] };
    }
  }
  return most.map(({ group, patients }, area) => {
    const left = all[area] - grouped[area];
    if (!group || left > patients + 1e-6) return { group: null, share: all[area] ? left / all[area] : 0 };
    return { group, share: patients / all[area] };
  });
}

const groupFill = ({ group, share }) => (group ? tintOf(group.colour, share >= 0.5 ? STRONG : PALE) : NO_FIGURE);

// The layer itself: `show(areas, fills, tell)` with a colour for each area and its words; null hides it.
function createShading(map) {
  const Canvas = makeCanvasLayer(window.L);
  map.createPane('shading').style.zIndex = 200;
  const layer = new Canvas(paint, { pane: 'shading', padding: 0.2 });
  let areas = [];
  let fills = null;
  let tell = null;

  function paint(ctx, frame) {
    if (!fills) return;
    const { scale, ox, oy } = frame;
    ctx.lineJoin = 'round';
    ctx.lineWidth = 0.7;
    areas.forEach(({ shapes, box }, index) => {
      if (box.x1 * scale - ox > frame.max.x || box.x2 * scale - ox < frame.min.x) return;
      if (box.y1 * scale - oy > frame.max.y || box.y2 * scale - oy < frame.min.y) return;
      ctx.beginPath();
      for (const points of shapes) {
        for (let i = 0; i < points.length; i += 2) {
          const x = points[i] * scale - ox;
          const y = points[i + 1] * scale - oy;
          if (i) ctx.lineTo(x, y); else ctx.moveTo(x, y);
        }
        ctx.closePath();
      }
      ctx.fillStyle = fills[index];
      ctx.fill('evenodd');
      ctx.strokeStyle = 'rgba(255, 255, 255, .55)';
      ctx.stroke();
    });
  }

  return {
    show(nextAreas, nextFills, nextTell) {
      const same = fills && nextFills && areas === nextAreas && fills.every((fill, index) => fill === nextFills[index]);
      areas = nextAreas || [];
      fills = nextFills;
      tell = nextTell;
      if (same) return;
      if (!fills) layer.remove();
      else if (map.hasLayer(layer)) layer.repaint();
      else layer.addTo(map);
    },
    // {title, words} of the area under a layer point, or null.
    inspect(point) {
      if (!fills) return null;
      const origin = map.getPixelOrigin();
      const scale = 256 * 2 ** map.getZoom();
      const [x, y] = [(point.x + origin.x) / scale, (point.y + origin.y) / scale];
      const at = areas.findIndex((area) => insideArea(area, x, y));
      return at < 0 ? null : { title: areas[at].name, words: tell(at) };
    },
  };
}
