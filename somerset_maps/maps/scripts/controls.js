// What stands in the corners: zoom, fit, scale, sources; and the frame that keeps the county in view.

// A control of one or more buttons in a corner of the map.
function addButtons(map, position, className, buttons) {
  const L = window.L;
  const Bar = L.Control.extend({
    onAdd() {
      const bar = htmlElement('div', `leaflet-bar ${className}`);
      L.DomEvent.disableClickPropagation(bar);
      bar.append(...buttons);
      return bar;
    },
  });
  new Bar({ position }).addTo(map);
}

// Zoom and fit. `fit` shows the whole county.
function addControls(map, fit) {
  const L = window.L;
  L.control.zoom({ position: 'topleft', zoomInTitle: 'Closer', zoomOutTitle: 'Further away' }).addTo(map);
  addButtons(map, 'topleft', 'fit-control', [
    pushButton('bar-button fit-button', 'Fit', fit, { title: 'Show the whole county', 'aria-label': 'Fit: show the whole county' }),
  ]);
}

// Where the buttons lie, in pixels of the frame: no name should stand under them.
function buttonBoxes(container) {
  const corner = container.getBoundingClientRect();
  return [...container.querySelectorAll('.leaflet-top.leaflet-left .leaflet-control, .leaflet-control-scale')].map((control) => {
    const box = control.getBoundingClientRect();
    return { x1: box.left - corner.left, x2: box.right - corner.left, y1: box.top - corner.top, y2: box.bottom - corner.top };
  });
}

function addSources(map, lines) {
  const L = window.L;
  const Sources = L.Control.extend({
    onAdd() {
      const details = htmlElement('details', 'map-sources');
      const summary = document.createElement('summary');
      summary.textContent = 'Map: © Crown copyright, Royal Mail; GeoNames';
      details.append(summary, ...lines.map((line) => textElement('p', '', line)));
      L.DomEvent.disableClickPropagation(details);
      L.DomEvent.disableScrollPropagation(details);
      return details;
    },
  });
  new Sources({ position: 'bottomright' }).addTo(map);
  // Above the sources, so that the legend has the other corner to itself.
  L.control.scale({ position: 'bottomright', maxWidth: 110 }).addTo(map);
}

// Keeps the county in the frame until somebody moves the map; then only follows the frame's size.
function createFrame(map) {
  let bounds = null;
  let fitted = null;
  let foot = 0;
  const untouched = () => !fitted || (fitted.zoom === map.getZoom() && fitted.centre.distanceTo(map.getCenter()) < 50);
  function fit() {
    const size = map.getSize();
    if (!bounds || size.x < 120 || size.y < 120) return;
    map.setMinZoom(6);
    map.setMaxBounds(null);
    // In a narrow frame the buttons would lie over the west of the county.
    map.fitBounds(bounds, { paddingTopLeft: [size.x < 900 ? 48 : 14, 14], paddingBottomRight: [14, 34 + foot], animate: false });
    // The view that was just fitted lies within the bounds, however much room is left below it.
    map.setMaxBounds(bounds.pad(0.35).extend(map.getBounds()));
    fitted = { zoom: map.getZoom(), centre: map.getCenter() };
    map.setMinZoom(Math.max(6, fitted.zoom - 0.5));
  }
  const watcher = new ResizeObserver(() => {
    const follow = untouched();
    map.invalidateSize({ animate: false, pan: !follow });
    if (follow) fit();
  });
  watcher.observe(map.getContainer());
  // Leaves so many pixels free below the county, as long as nobody has moved the map.
  function setFoot(pixels) {
    if (pixels === foot || !untouched()) return;
    foot = pixels;
    fit();
  }
  return { fit, setFoot, setBounds(box) { bounds = box; fit(); }, stop() { watcher.disconnect(); } };
}
