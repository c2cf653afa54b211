// What a set of practices adds up to, in numbers and in words. Nothing here touches the page.
// Facts arrive as {practices: [...], edges: [[code, code, minutes], ...]} and are indexed once.

const INK = '#1A1A1A';

function indexFacts(raw) {
  const practices = new Map();
  for (const practice of raw.practices || []) practices.set(practice.code, practice);
  const neighbours = new Map();
  const join = (a, b) => {
    if (!neighbours.has(a)) neighbours.set(a, new Set());
    neighbours.get(a).add(b);
  };
  for (const [a, b] of raw.edges || []) { join(a, b); join(b, a); }
  const byPlace = (a, b) => (a.place || '').localeCompare(b.place || '') || a.name.localeCompare(b.name);
  return { practices, neighbours, order: [...practices.values()].sort(byPlace).map((p) => p.code) };
}

const thousands = (value) => Math.round(value).toLocaleString('en-GB');
const isNumber = (value) => typeof value === 'number' && Number.isFinite(value);
const listOf = (code, facts) => {
  const practice = facts.practices.get(code);
  return practice && isNumber(practice.list) ? practice.list : 0;
};
const nameOf = (code, facts) => {
  const practice = facts.practices.get(code);
  return practice ? practice.name : code;
};

// Largest list first, as on every list of members.
function bySize(codes, facts) {
  return [...codes].sort((a, b) => listOf(b, facts) - listOf(a, facts) || (a < b ? -1 : 1));
}

// A group may have a size range of its own; otherwise the plan's holds.
const bandOf = (group, band) => (group && group.band) || band;

function sizeWords(list, band) {
  const [low, high] = band;
  if (list < low) return { status: 'under', gap: list - low, words: `${thousands(low - list)} patients below the range` };
  if (list > high) return { status: 'over', gap: list - high, words: `${thousands(list - high)} patients above the range` };
  return { status: 'in', gap: 0, words: 'in the size range' };
}

// Practices without a GP return are left out of both sums; `returns` says how many were counted.
function perGp(codes, facts) {
  let patients = 0;
  let fullTime = 0;
  let counted = 0;
  for (const code of codes) {
    const practice = facts.practices.get(code);
    if (!practice || !isNumber(practice.fte)) continue;
    counted += 1;
    fullTime += practice.fte;
    patients += listOf(code, facts);
  }
  return { per_gp: fullTime > 0 ? patients / fullTime : null, returns: [counted, codes.length] };
}

// How many connected pieces the practices form on the graph of possible neighbours.
const countPieces = (codes, facts) => piecesOf(codes, facts).length;

function groupNumbers(codes, facts, band) {
  const list = codes.reduce((sum, code) => sum + listOf(code, facts), 0);
  return { list, ...sizeWords(list, band), ...perGp(codes, facts), pieces: countPieces(codes, facts) };
}

function gpWords(numbers) {
  const [counted, all] = numbers.returns || [0, 0];
  if (!all) return '';
  if (!counted || !isNumber(numbers.per_gp)) return 'no GP return';
  const over = counted < all ? `, over ${counted} of ${all} practices` : '';
  return `${thousands(numbers.per_gp)} patients per full-time GP${over}`;
}

// What a group would become: the pieces of text that its header, the ghost and the spoken line share.
function becoming(before, codes, facts, band) {
  const after = groupNumbers([...before.members, ...codes], facts, bandOf(before, band));
  const arrow = (from, to) => (from === null ? thousands(to) : `${thousands(from)} → ${thousands(to)}`);
  const size = arrow(before.members.length ? before.list : null, after.list);
  const silent = codes.some((code) => !isNumber((facts.practices.get(code) || {}).fte));
  const from = isNumber(before.per_gp) ? before.per_gp : null;
  let gp = 'no GP return';
  if (!silent && isNumber(after.per_gp)) gp = `${arrow(from, after.per_gp)} patients per full-time GP`;
  return { after, size, gp, words: after.words, sentence: `${size}, ${after.words}; ${gp}` };
}

function inkFor(colour) {
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour || '');
  if (!parts) return INK;
  const linear = (hex) => {
    const share = parseInt(hex, 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  const light = 0.2126 * linear(parts[1]) + 0.7152 * linear(parts[2]) + 0.0722 * linear(parts[3]);
  const against = (other) => (Math.max(light, other) + 0.05) / (Math.min(light, other) + 0.05);
  return against(1) >= against(0.0103) ? '#FFFFFF' : INK;
}
