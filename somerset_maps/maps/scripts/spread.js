// Where pins stand on the screen. Surgeries in a town are closer to each other than their pins are
// wide, so pins push each other apart, as little as possible, and a line leads back to the true point.
// The same zoom always gives the same places: nothing here is random, nothing depends on panning.

const PIN_GAP = 3;
const SPREAD_ROUNDS = 160;

// Radius in pixels: the disc's area goes with the list, within what can be read and touched.
function pinRadius(list, largest, scale) {
  const radius = 20 * Math.sqrt(Math.max(list, 0) / Math.max(largest, 1));
  return Math.round(Math.min(20, Math.max(10.5, radius)) * scale * 2) / 2;
}

// items: [{code, x, y, r}] with true positions in pixels; returns a Map code -> {x, y}.
function spreadPins(items) {
  const ordered = [...items].sort((a, b) => (a.code < b.code ? -1 : 1));
  const at = ordered.map((item, index) => {
    // Practices in one building need a direction to part in: the golden angle gives each its own.
    const turn = index * 2.399963;
    return { x: item.x + 0.01 * Math.cos(turn), y: item.y + 0.01 * Math.sin(turn), r: item.r, item };
  });
  for (let round = 0; round < SPREAD_ROUNDS; round += 1) {
    const pull = 0.06 * (1 - round / SPREAD_ROUNDS);
    for (const pin of at) {
      pin.x += (pin.item.x - pin.x) * pull;
      pin.y += (pin.item.y - pin.y) * pull;
    }
    if (!partPairs(at) && pull < 0.03) break;
  }
  for (let round = 0; round < SPREAD_ROUNDS && partPairs(at); round += 1);
  return new Map(at.map((pin) => [pin.item.code, { x: pin.x, y: pin.y }]));
}

// Pushes every overlapping pair apart by half the overlap each; says whether any pair overlapped.
function partPairs(at) {
  let moved = false;
  for (let i = 0; i < at.length; i += 1) {
    for (let j = i + 1; j < at.length; j += 1) {
      const a = at[i];
      const b = at[j];
      const dx = b.x - a.x;
      const dy = b.y - a.y;
      const apart = a.r + b.r + PIN_GAP;
      if (Math.abs(dx) >= apart || Math.abs(dy) >= apart) continue;
      const distance = Math.hypot(dx, dy) || 0.001;
      if (distance >= apart - 0.05) continue;
      const push = (apart - distance) / 2 / distance;
      a.x -= dx * push;
      a.y -= dy * push;
      b.x += dx * push;
      b.y += dy * push;
      moved = true;
    }
  }
  return moved;
}
