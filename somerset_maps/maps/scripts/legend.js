// One legend and one line of sources for whatever is shown over the base map.

// A sign as it stands on the map, for the legend.
function signPicture(kind) {
  const canvas = htmlElement('canvas', 'legend-sign', { 'aria-hidden': 'true' });
  const density = Math.min(window.devicePixelRatio || 1, 2);
  canvas.width = 28 * density;
  canvas.height = 28 * density;
  const ctx = canvas.getContext('2d');
  ctx.scale(density, density);
  drawSign(ctx, kind, 14, 14, 1);
  return canvas;
}

function createLegend(map) {
  const L = window.L;
  const box = htmlElement('section', 'map-legend', { 'aria-label': 'What the map shows' });
  box.hidden = true;
  L.DomEvent.disableClickPropagation(box);
  L.DomEvent.disableScrollPropagation(box);
  const Legend = L.Control.extend({ onAdd: () => box });
  new Legend({ position: 'bottomleft' }).addTo(map);

  function steps(shading) {
    const list = htmlElement('ul', 'legend-steps');
    for (const { label, colour } of shading.steps) {
      const item = document.createElement('li');
      const swatch = htmlElement('span', 'legend-swatch', { 'aria-hidden': 'true' });
      swatch.style.background = colour;
      item.append(swatch, textElement('span', 'legend-words', label));
      list.append(item);
    }
    return list;
  }

  return {
    box,
    // shading: {title, steps} or null; kinds: [{kind, title}]; networks: shown or not; sources: [text].
    show({ shading, kinds, networks, sources }) {
      const parts = [];
      if (shading) parts.push(textElement('strong', 'legend-title', shading.title), steps(shading));
      if (kinds.length || networks) {
        const list = htmlElement('ul', 'legend-signs');
        for (const { kind, title } of kinds) {
          const item = document.createElement('li');
          item.append(signPicture(kind), title);
          list.append(item);
        }
        if (networks) {
          const item = document.createElement('li');
          item.append(htmlElement('span', 'legend-border', { 'aria-hidden': 'true' }), 'PCNs of 2019 (modelled)');
          list.append(item);
        }
        parts.push(list);
      }
      if (parts.length) parts.push(textElement('p', 'legend-source', `Source: ${[...new Set(sources)].join('; ')}.`));
      box.replaceChildren(...parts);
      box.hidden = !parts.length;
    },
  };
}
