// Groups whose practices are not all neighbours: a small text by each loose piece, that leads to it.

function createLoosePieces(map, pins, zoomTo) {
  const pane = map.createPane('loose');
  pane.style.zIndex = 550;
  pane.setAttribute('role', 'group');
  pane.setAttribute('aria-label', 'Loose pieces');
  let painted = '';
  let waiting = 0;

  // Above, below, right or left of the piece: where it covers least of the pins.
  function place(element, codes) {
    const spots = codes.map((code) => ({ ...pins.all.get(code).spot, r: pins.all.get(code).r }));
    const box = {
      x1: Math.min(...spots.map((p) => p.x - p.r)), x2: Math.max(...spots.map((p) => p.x + p.r)),
      y1: Math.min(...spots.map((p) => p.y - p.r)), y2: Math.max(...spots.map((p) => p.y + p.r)),
    };
    const [w, h] = [element.offsetWidth, element.offsetHeight];
    const [mx, my] = [(box.x1 + box.x2) / 2, (box.y1 + box.y2) / 2];
    const others = [...pins.spots().values()].map((pin) => boxAt(pin.x, pin.y, 2 * pin.r, 2 * pin.r));
    const reach = 12;
    const best = [[mx, box.y1 - h / 2 - reach], [mx, box.y2 + h / 2 + reach], [box.x2 + w / 2 + reach, my], [box.x1 - w / 2 - reach, my]]
      .map(([x, y]) => boxAt(x, y, w, h))
      .map((spot, order) => ({ spot, cost: order + others.reduce((sum, other) => sum + overlap(spot, other), 0) }))
      .sort((a, b) => a.cost - b.cost)[0].spot;
    window.L.DomUtil.setPosition(element, window.L.point(Math.round(best.x1), Math.round(best.y1)));
  }

  function draw(groups, facts) {
    const texts = groups.filter((group) => group.members.length > 1 && group.pieces > 1).flatMap((group) => (
      piecesOf(group.members, facts).slice(1).map((codes) => ({ group, codes }))));
    pane.replaceChildren();
    for (const { group, codes } of texts) {
      const button = pushButton('loose-piece', `${group.letter}: loose piece`, () => zoomTo(codes), {
        title: 'Zoom to this piece', 'data-group': group.name,
      });
      button.setAttribute('aria-label', `${group.letter} ${group.name}: loose piece, ${codes.map((code) => nameOf(code, facts)).join(', ')}. Zoom to it`);
      window.L.DomEvent.disableClickPropagation(button);
      button.addEventListener('keydown', (event) => { if (event.key === 'Enter' || event.key === ' ') event.stopPropagation(); });
      pane.append(button);
      place(button, codes);
    }
  }

  return {
    // After the pins, so that a drop shows at once.
    follow(groups, facts) {
      window.cancelAnimationFrame(waiting);
      waiting = window.requestAnimationFrame(() => this.paint(groups, facts, false));
    },
    paint(groups, facts, again) {
      const key = groups.filter((group) => group.pieces > 1).map((group) => [group.letter, group.name, ...group.members].join(',')).join('|');
      if (key === painted && !again) return;
      const focused = pane.contains(document.activeElement);
      painted = key;
      draw(groups, facts);
      if (focused && pane.firstChild) pane.firstChild.focus({ preventScroll: true });
    },
  };
}
