// The online map, for those who have a network and want one: OpenStreetMap's standard tiles between our
// own base map and our layers. Nothing is asked of the network until it is turned on; where a tile does
// not come, our own base map simply stays to be seen.

const TILE_OWNERS = '© OpenStreetMap contributors';

// onArrival(shown): whether at least one tile is to be seen, so that names need not stand twice.
function createTiles(map, onArrival) {
  const L = window.L;
  map.createPane('online').style.zIndex = 160;
  let layer = null;
  let address = null;
  const note = textElement('p', 'tile-owners', TILE_OWNERS);
  note.hidden = true;
  const Note = L.Control.extend({ onAdd: () => note });
  new Note({ position: 'bottomright' }).addTo(map);

  function tellArrival(here) {
    if (note.hidden !== here) return;
    note.hidden = !here;
    onArrival(here);
  }

  return {
    // The address of the tiles with {z}, {x} and {y}, or null for none.
    show(next) {
      if (next === address) return;
      address = next;
      if (layer) layer.remove();
      layer = null;
      tellArrival(false);
      if (!address) return;
      layer = L.tileLayer(address, { pane: 'online', maxZoom: 19, detectRetina: false, updateWhenZooming: false });
      layer.on('tileload', () => tellArrival(true));
      layer.addTo(map);
    },
  };
}
