// What the screen shows: the server's state with the actions that are still on their way laid over it.
// A practice whose move is pending therefore never jumps back while an older answer arrives.

const sameName = (a, b) => a.trim().toLowerCase() === b.trim().toLowerCase();

function freeName(wanted, groups) {
  const base = (wanted || '').trim() || 'New group';
  const taken = (name) => groups.some((group) => sameName(group.name, name));
  if (!taken(base)) return base;
  let number = 2;
  while (taken(`${base} ${number}`)) number += 1;
  return `${base} ${number}`;
}

// A to Z, then AA, AB and so on: the next one after `first` that no group carries.
function freeLetter(first, groups) {
  const taken = new Set(groups.map((group) => group.letter));
  const write = (n) => (n < 26 ? '' : write(Math.floor(n / 26) - 1)) + String.fromCharCode(65 + (n % 26));
  const read = (letter) => [...letter].reduce((sum, mark) => sum * 26 + mark.charCodeAt(0) - 64, 0) - 1;
  let index = /^[A-Z]+$/.test(first || '') ? read(first) : 0;
  while (taken.has(write(index))) index += 1;
  return write(index);
}

// The server's own rule, so that the colour stays when its answer comes: the least used one that no
// group next to these practices carries.
function freeColour(codes, groups, state, facts) {
  const colours = state.colours || [];
  const beside = new Set(codes.flatMap((code) => [...(facts.neighbours.get(code) || [])]));
  const avoid = new Set(groups.filter((group) => group.members.some((code) => beside.has(code) && !codes.includes(code)))
    .map((group) => group.colour));
  const free = colours.filter((colour) => !avoid.has(colour));
  const uses = (colour) => groups.filter((group) => group.colour === colour).length;
  const ranked = (free.length ? free : [...colours]).sort((a, b) => uses(a) - uses(b));
  return ranked[0] || '#5B6770';
}

function emptyGroup(entry, groups, state, facts) {
  const { name } = entry;
  const colour = freeColour(entry.codes || [], groups, state, facts);
  return {
    name, letter: freeLetter(state.letters, groups), colour, ink: inkFor(colour), locked: false, members: [],
    list: 0, status: 'under', gap: 0, per_gp: null, returns: [0, 0], pieces: 0, words: '', changed: false,
  };
}

// Returns the groups after one action, or null when the action changes nothing that can be foreseen here.
function actOn(groups, entry, state, facts) {
  const next = groups.map((group) => ({ ...group, members: [...group.members] }));
  const named = (name) => next.find((group) => group.name === name);
  const put = (codes, target) => {
    if (target && target.locked) return null;
    const held = (code) => next.some((group) => group.locked && group.members.includes(code));
    const free = codes.filter((code) => !held(code));
    for (const group of next) group.members = group.members.filter((code) => !free.includes(code));
    if (target) target.members.push(...free);
    return next;
  };
  const group = named(entry.group);
  switch (entry.kind) {
    case 'move':
      if (entry.to === null) return put(entry.codes, null);
      return named(entry.to) ? put(entry.codes, named(entry.to)) : null;
    case 'start':
    case 'add_group': {
      const taken = next.find((other) => sameName(other.name, entry.name));
      if (!taken) next.push(emptyGroup(entry, next, state, facts));
      return put(entry.codes || [], taken || next[next.length - 1]);
    }
    case 'rename': if (!group) return null; group.name = entry.name; return next;
    case 'recolour':
      if (!group) return null;
      group.colour = entry.colour;
      group.ink = inkFor(entry.colour);
      return next;
    case 'lock':
    case 'unlock': if (!group) return null; group.locked = entry.kind === 'lock'; return next;
    case 'remove_group': return group && !group.locked ? next.filter((other) => other !== group) : null;
    case 'combine': {
      const into = named(entry.into);
      if (!group || !into || group === into || group.locked || into.locked) return null;
      into.members.push(...group.members);
      return next.filter((other) => other !== group);
    }
    default: return null;
  }
}

const sameMembers = (a, b) => a.length === b.length && a.every((code) => b.includes(code));

// The server's numbers stand wherever its members stand; the rest is reckoned here from the facts.
function recount(groups, state, facts) {
  const known = new Map(state.groups.map((group) => [group.letter, group]));
  return groups.map((group) => {
    const theirs = known.get(group.letter);
    if (theirs && sameMembers(theirs.members, group.members)) return group;
    const members = bySize(group.members, facts);
    return { ...group, members, ...groupNumbers(members, facts, bandOf(group, state.band)) };
  });
}

function foldPending(state, entries, facts) {
  let groups = state.groups;
  let selected = state.selected || null;
  let stances = state.stances || {};
  const past = [];
  const future = [];
  for (const entry of entries) {
    if (entry.plan !== state.plan) continue;
    if (entry.kind === 'open') selected = entry.code;
    else if (entry.kind === 'close') selected = null;
    else if (entry.kind === 'undo') { if (past.length) { future.push(groups); groups = past.pop(); } }
    else if (entry.kind === 'redo') { if (future.length) { past.push(groups); groups = future.pop(); } }
    else if (entry.kind === 'stance') stances = stancesAfter(stances, entry, []);
    else {
      const next = actOn(groups, entry, state, facts);
      if (next && entry.confirmed) stances = stancesAfter(stances, entry, leaversOf(groups, entry));
      if (next) { past.push(groups); future.length = 0; groups = next; }
    }
  }
  return { groups: recount(groups, state, facts), selected, stances };
}

function groupHolding(view, code) {
  return view.groups.find((group) => group.members.includes(code)) || null;
}
