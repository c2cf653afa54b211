// Branches, pharmacies and hospitals: small signs below the pins, told apart by shape, not by colour.

const SIGNS = {
  branch: { size: 11, colour: '#1A1A1A' },
  pharmacy: { size: 13, colour: '#00642D' },
  'community hospital': { size: 18, colour: '#003B75' },
  'acute hospital': { size: 22, colour: '#003B75' },
};
const NAMED_FROM = { 'acute hospital': 10.75, 'community hospital': 11.25, branch: 11.5, pharmacy: 13 };

// Draws one sign round (x, y): branch a diamond, pharmacy a cross, hospitals an H (acute: filled).
function drawSign(ctx, kind, x, y, scale) {
  const { size, colour } = SIGNS[kind];
  const half = (size * scale) / 2;
  ctx.lineJoin = 'round';
  ctx.setLineDash([]);
  ctx.beginPath();
  if (kind === 'branch') {
    ctx.moveTo(x, y - half);
    ctx.lineTo(x + half, y);
    ctx.lineTo(x, y + half);
    ctx.lineTo(x - half, y);
    ctx.closePath();
  } else if (kind === 'pharmacy') {
    const arm = half * 0.42;
    for (const [dx, dy] of [[-arm, -half], [arm, -half], [arm, -arm], [half, -arm], [half, arm], [arm, arm],
      [arm, half], [-arm, half], [-arm, arm], [-half, arm], [-half, -arm], [-arm, -arm]]) ctx.lineTo(x + dx, y + dy);
    ctx.closePath();
  } else ctx.rect(x - half, y - half, 2 * half, 2 * half);
  const filled = kind === 'acute hospital' || kind === 'pharmacy';
  ctx.strokeStyle = '#FFFFFF';
  ctx.lineWidth = 4;
  ctx.stroke();
  ctx.fillStyle = filled ? colour : '#FFFFFF';
  ctx.fill();
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.6;
  ctx.stroke();
  if (!kind.endsWith('hospital')) return;
  ctx.strokeStyle = filled ? '#FFFFFF' : colour;
  ctx.lineWidth = 2.2 * scale;
  ctx.beginPath();
  for (const side of [-1, 1]) {
    ctx.moveTo(x + side * half * 0.42, y - half * 0.55);
    ctx.lineTo(x + side * half * 0.42, y + half * 0.55);
  }
  ctx.moveTo(x - half * 0.42, y);
  ctx.lineTo(x + half * 0.42, y);
  ctx.stroke();
}

// scale(): 1, or more on a projector.
function createPoints(map, scale) {
  const Canvas = makeCanvasLayer(window.L);
  map.createPane('points').style.zIndex = 420;
  const layer = new Canvas(paint, { pane: 'points', padding: 0.2 });
  let kinds = [];

  const at = ([, lat, lon]) => map.latLngToLayerPoint([lat, lon]);
  function paint(ctx, frame) {
    const inFrame = (p) => p.x > frame.min.x && p.x < frame.max.x && p.y > frame.min.y && p.y < frame.max.y;
    // Small signs first, so that hospitals stand above pharmacies.
    const ordered = [...kinds].sort((a, b) => SIGNS[a.kind].size - SIGNS[b.kind].size);
    for (const { kind, places } of ordered) {
      for (const place of places) {
        const point = at(place);
        if (!inFrame(point)) continue;
        drawSign(ctx, kind, point.x, point.y, scale());
        if (frame.zoom >= NAMED_FROM[kind]) name(ctx, place[0], point, SIGNS[kind]);
      }
    }
  }
  function name(ctx, text, point, { size, colour }) {
    const height = 14 * scale();
    ctx.font = `600 ${height}px ${FACE}`;
    ctx.lineWidth = 4;
    ctx.strokeStyle = 'rgba(255, 255, 255, .92)';
    const x = point.x + (size * scale()) / 2 + 4;
    ctx.strokeText(text, x, point.y + height * 0.35);
    ctx.fillStyle = colour;
    ctx.fillText(text, x, point.y + height * 0.35);
  }

  return {
    show(next) {
      kinds = next;
      if (!kinds.length) layer.remove();
      else if (map.hasLayer(layer)) layer.repaint();
      else layer.addTo(map);
    },
    inspect(point) {
      for (const { kind, places } of kinds) {
        const reach = (SIGNS[kind].size * scale()) / 2 + 2;
        const hit = places.find((place) => at(place).distanceTo(point) <= reach);
        if (hit) return { title: hit[0], words: kind[0].toUpperCase() + kind.slice(1) };
      }
      return null;
    },
  };
}
