// One soft outline a group, below the pins: a disc round each member, joined along the quickest roads
// between neighbours. Painted first in the group's colour, then, a little smaller, in its tint, so that
// discs and links read as one shape. Members that are no neighbours stay in separate shapes.

const HALO = 9;
const EDGE_WIDTH = 2.5;
const LINK_WIDTH = 24;

// Minimum spanning forest by minutes over the members (Kruskal): [[code, code], ...].
function spanningLinks(members, edges) {
  const root = new Map(members.map((code) => [code, code]));
  const find = (code) => { while (root.get(code) !== code) code = root.get(code); return code; };
  const within = edges.filter(([a, b]) => root.has(a) && root.has(b));
  within.sort((a, b) => a[2] - b[2] || (a[0] + a[1] < b[0] + b[1] ? -1 : 1));
  const links = [];
  for (const [a, b] of within) {
    if (find(a) === find(b)) continue;
    root.set(find(a), find(b));
    links.push([a, b]);
  }
  return links;
}

function distanceToSegment(p, a, b) {
  const length = (b.x - a.x) ** 2 + (b.y - a.y) ** 2;
  const share = length ? Math.max(0, Math.min(1, ((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / length)) : 0;
  return Math.hypot(p.x - a.x - share * (b.x - a.x), p.y - a.y - share * (b.y - a.y));
}

// The colour laid thinly on white: what the inside of an outline is filled with.
function tintOf(colour, strength) {
  const channel = (at) => Math.round(255 - (255 - parseInt(colour.slice(at, at + 2), 16)) * strength);
  return `rgb(${channel(1)}, ${channel(3)}, ${channel(5)})`;
}

// An SVG layer whose <g> draws in layer points, so that it moves and zooms with the map.
function svgLayer(map, pane, zIndex) {
  map.createPane(pane).style.zIndex = zIndex;
  const renderer = window.L.svg({ pane, padding: 1 }).addTo(map);
  renderer._container.setAttribute('aria-hidden', 'true');
  return renderer._rootGroup;
}

function svgElement(name, attributes) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

// spots: Map code -> {x, y, r} in layer points.
function createOutlines(map, edges) {
  const canvas = svgLayer(map, 'groups', 300);
  canvas.parentNode.parentNode.classList.add('group-outlines');
  const shapes = new Map();

  function shapeOf(group, spots) {
    const members = group.members.filter((code) => spots.has(code));
    const discs = members.map((code) => spots.get(code));
    const links = spanningLinks(members, edges).map(([a, b]) => [spots.get(a), spots.get(b)]);
    const round = (value) => Math.round(value * 2) / 2;
    const key = [group.colour, ...discs.map((d) => `${round(d.x)},${round(d.y)},${d.r}`), links.length].join(' ');
    return { key, discs, links };
  }

  function draw(group, shape) {
    const layer = svgElement('g', { class: 'group-outline', 'data-group': group.name });
    const paint = (colour, grow, className) => {
      const part = svgElement('g', { class: className, fill: colour, stroke: colour, 'stroke-linecap': 'round' });
      for (const [a, b] of shape.links) {
        part.append(svgElement('line', { x1: a.x, y1: a.y, x2: b.x, y2: b.y, 'stroke-width': LINK_WIDTH + 2 * grow }));
      }
      for (const disc of shape.discs) {
        part.append(svgElement('circle', { cx: disc.x, cy: disc.y, r: disc.r + HALO + grow, stroke: 'none' }));
      }
      layer.append(part);
    };
    paint(group.colour, EDGE_WIDTH, 'group-edge');
    paint(tintOf(group.colour, 0.26), 0, 'group-inside');
    return layer;
  }

  function drop(name) {
    shapes.get(name).element.remove();
    shapes.delete(name);
  }

  return {
    paint(groups, spots) {
      const names = new Set(groups.map((group) => group.name));
      for (const name of [...shapes.keys()]) if (!names.has(name)) drop(name);
      for (const group of groups) {
        const shape = shapeOf(group, spots);
        const old = shapes.get(group.name);
        if (old && old.key === shape.key) continue;
        const element = draw(group, shape);
        if (old) { element.setAttribute('class', old.element.getAttribute('class')); old.element.replaceWith(element); } else canvas.append(element);
        shapes.set(group.name, { ...shape, element });
      }
    },
    // The name of the group whose outline holds this layer point, or null.
    groupAt(point) {
      for (const [name, { discs, links }] of shapes) {
        const inDisc = discs.some((disc) => Math.hypot(point.x - disc.x, point.y - disc.y) <= disc.r + HALO);
        if (inDisc || links.some(([a, b]) => distanceToSegment(point, a, b) <= LINK_WIDTH / 2)) return name;
      }
      return null;
    },
    // Lights the groups in `reach` and, more, the one under the pin; without arguments all look alike.
    light(reach, under) {
      for (const [name, { element }] of shapes) {
        element.classList.toggle('in-reach', !!reach && reach.has(name));
        element.classList.toggle('out-of-reach', !!reach && !reach.has(name) && name !== under);
        element.classList.toggle('under-pin', name === under);
      }
    },
  };
}
