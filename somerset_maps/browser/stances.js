// What each practice says to the plan, as a quiet mark with words. A practice that is not listed was
// not asked and carries no mark.

const NOT_ASKED = 'not asked';
const STANCES = [
  { stance: 'agreed', mark: '✓', words: 'agreed' },
  { stance: 'open', mark: '○', words: 'open' },
  { stance: 'not yet', mark: '…', words: 'not yet' },
  { stance: 'no', mark: '–', words: 'no' },
];

// `view` as from foldPending: what is still on its way counts.
const stanceOf = (view, code) => (view.stances || {})[code] || NOT_ASKED;

// The mark of a practice, {stance, mark, words}, or null for none. On a wall only "agreed" is shown.
function stanceMark(view, code, projector = false) {
  const known = STANCES.find((one) => one.stance === stanceOf(view, code));
  return known && !(projector && known.stance !== 'agreed') ? known : null;
}

// Stances after one action: what was said last stands, and who left the group agreed to is asked anew.
function stancesAfter(stances, entry, leavers) {
  const next = { ...stances };
  if (entry.kind === 'stance') {
    for (const code of entry.codes || []) {
      if (entry.stance === NOT_ASKED) delete next[code];
      else next[code] = entry.stance;
    }
  }
  if (entry.confirmed) for (const { code } of leavers) if (next[code] === 'agreed') delete next[code];
  return next;
}

// The codes that an action takes out of the group they are in, with that group's name.
function leaversOf(groups, action) {
  const named = (name) => groups.find((group) => group.name === name);
  if (action.kind === 'remove_group' || action.kind === 'combine') {
    const group = named(action.group);
    return group ? group.members.map((code) => ({ code, group: group.name })) : [];
  }
  if (action.kind !== 'move' && action.kind !== 'start') return [];
  const to = action.kind === 'start' ? action.name : action.to;
  const found = [];
  for (const code of action.codes || []) {
    const group = groups.find((other) => other.members.includes(code));
    if (group && group.name !== to) found.push({ code, group: group.name });
  }
  return found;
}

// Practices that have agreed to the group this action would take them out of: [{code, group}], in the
// order of the action. `state` is the server's, `view` is what the screen shows.
function agreedLeavers(state, view, action) {
  const known = view && view.stances ? view : state;
  return leaversOf((view || state).groups, action).filter(({ code }) => stanceOf(known, code) === 'agreed');
}
