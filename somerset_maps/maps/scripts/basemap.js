// The base map, drawn from our own outlines. Below: sea, neighbours, county, and each postcode as a faint
// dot, so that towns and villages show themselves. Above whatever shades the land: water and borders.

const PAPER = {
  sea: '#DBE8F0', shore: '#C9DCE8', neighbour: '#F0EEE9', county: '#FFFEFB',
  border: '#A9A294', shadedBorder: '#5E584D', network: '#4B3A75', edge: '#857D6E', coast: '#7FA3BA', dot: '#B9AE98',
};

// Lon, lat pairs in steps of 0.00001 degrees, each the difference from the last -> points of the
// world square (0 to 1, Web Mercator), where the map at zoom z is 256 * 2^z pixels wide.
function worldPoints(steps) {
  const points = new Float64Array(steps.length);
  let lon = 0;
  let lat = 0;
  for (let i = 0; i < steps.length; i += 2) {
    lon += steps[i];
    lat += steps[i + 1];
    const sine = Math.sin((lat / 100000) * Math.PI / 180);
    points[i] = lon / 100000 / 360 + 0.5;
    points[i + 1] = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  }
  return points;
}

// A canvas that covers the view and some more, repainted after each move and scaled while zooming.
const makeCanvasLayer = (L) => L.Renderer.extend({
  initialize(paint, options) {
    this.paint = paint;
    L.Renderer.prototype.initialize.call(this, options);
  },
  _initContainer() {
    this._container = document.createElement('canvas');
    this._container.setAttribute('aria-hidden', 'true');
    this._ctx = this._container.getContext('2d');
  },
  _destroyContainer() {
    this._container.remove();
    this._container = null;
  },
  _update() {
    if (!this._map || (this._map._animatingZoom && this._bounds)) return;
    L.Renderer.prototype._update.call(this);
    const size = this._bounds.getSize();
    const density = Math.min(window.devicePixelRatio || 1, 2);
    const canvas = this._container;
    L.DomUtil.setPosition(canvas, this._bounds.min);
    canvas.width = Math.max(1, density * size.x);
    canvas.height = Math.max(1, density * size.y);
    canvas.style.width = `${size.x}px`;
    canvas.style.height = `${size.y}px`;
    this._ctx.setTransform(density, 0, 0, density, -density * this._bounds.min.x, -density * this._bounds.min.y);
    this.repaint();
  },
  repaint() {
    if (!this._map || !this._bounds) return;
    const { min, max } = this._bounds;
    this._ctx.clearRect(min.x, min.y, max.x - min.x, max.y - min.y);
    const origin = this._map.getPixelOrigin();
    const scale = 256 * 2 ** this._map.getZoom();
    this.paint(this._ctx, { min, max, scale, ox: origin.x, oy: origin.y, zoom: this._map.getZoom() });
  },
});

// Adds the base map; the returned `setBase` and `setPostcodes` take the fetched files, `show` says which
// borders are drawn: {localities: true or false, networks: lines or null, shaded: true or false}.
function createBaseMap(map) {
  const L = window.L;
  const shapes = { county: [], seas: [], sea_ends: [], rivers: [], coast: [], borders: [] };
  let dots = new Float64Array(0);
  let shown = { localities: true, networks: null, shaded: false };
  const Canvas = makeCanvasLayer(L);
  map.createPane('base').style.zIndex = 150;
  map.createPane('borders').style.zIndex = 250;
  const layer = new Canvas(paint, { pane: 'base', padding: 0.35 }).addTo(map);
  const lines = new Canvas(paintLines, { pane: 'borders', padding: 0.2 }).addTo(map);

  function trace(ctx, lines, frame) {
    ctx.beginPath();
    for (const points of lines) {
      for (let i = 0; i < points.length; i += 2) {
        const x = points[i] * frame.scale - frame.ox;
        const y = points[i + 1] * frame.scale - frame.oy;
        if (i) ctx.lineTo(x, y); else ctx.moveTo(x, y);
      }
    }
  }
  function fill(ctx, lines, frame, colour) {
    trace(ctx, lines, frame);
    ctx.fillStyle = colour;
    ctx.fill('evenodd');
  }
  function stroke(ctx, lines, frame, colour, width, dash = []) {
    trace(ctx, lines, frame);
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.setLineDash(dash);
    ctx.stroke();
    ctx.setLineDash([]);
  }
  // A deeper tint along the shore, on the water's side only.
  function shade(ctx, frame) {
    ctx.save();
    trace(ctx, shapes.seas, frame);
    ctx.clip('evenodd');
    stroke(ctx, shapes.coast, frame, PAPER.shore, 10);
    ctx.restore();
  }
  // Where the sea of our data ends, it fades into the paper: no coast lies there.
  function fade(ctx, frame) {
    ctx.save();
    ctx.lineCap = 'butt';
    ctx.globalAlpha = 0.14;
    for (let width = 96; width > 0; width -= 6) stroke(ctx, shapes.sea_ends, frame, PAPER.neighbour, width);
    ctx.restore();
  }
  function sprinkle(ctx, frame) {
    const size = Math.min(3.2, Math.max(1.15, 0.9 + (frame.zoom - 9) * 0.42));
    ctx.fillStyle = PAPER.dot;
    ctx.globalAlpha = Math.min(0.85, 0.5 + (frame.zoom - 9) * 0.07);
    for (let i = 0; i < dots.length; i += 2) {
      const x = dots[i] * frame.scale - frame.ox;
      const y = dots[i + 1] * frame.scale - frame.oy;
      if (x < frame.min.x || x > frame.max.x || y < frame.min.y || y > frame.max.y) continue;
      ctx.fillRect(x - size / 2, y - size / 2, size, size);
    }
    ctx.globalAlpha = 1;
  }
  function paint(ctx, frame) {
    ctx.lineJoin = 'round';
    ctx.lineCap = 'round';
    ctx.fillStyle = PAPER.neighbour;
    ctx.fillRect(frame.min.x, frame.min.y, frame.max.x - frame.min.x, frame.max.y - frame.min.y);
    fill(ctx, shapes.seas, frame, PAPER.sea);
    shade(ctx, frame);
    fade(ctx, frame);
    fill(ctx, shapes.county, frame, PAPER.county);
    sprinkle(ctx, frame);
  }
  function paintLines(ctx, frame) {
    ctx.lineJoin = 'round';
    ctx.lineCap = 'round';
    fill(ctx, shapes.rivers, frame, PAPER.sea);
    stroke(ctx, shapes.county, frame, PAPER.edge, 1.3);
    if (shown.localities) {
      const colour = shown.shaded ? PAPER.shadedBorder : PAPER.border;
      stroke(ctx, shapes.borders, frame, colour, shown.shaded ? 2 : 1.4, [7, 5]);
    }
    if (shown.networks) stroke(ctx, shown.networks, frame, PAPER.network, 2.4, [1, 6]);
    stroke(ctx, shapes.rivers, frame, PAPER.coast, 0.7);
    stroke(ctx, shapes.coast, frame, PAPER.coast, 1.4);
  }

  return {
    setBase(base) {
      for (const kind of Object.keys(shapes)) shapes[kind] = base[kind].map(worldPoints);
      layer.repaint();
      lines.repaint();
    },
    show(next) {
      shown = next;
      lines.repaint();
    },
    setPostcodes(postcodes) {
      dots = worldPoints(postcodes.points);
      layer.repaint();
    },
  };
}
