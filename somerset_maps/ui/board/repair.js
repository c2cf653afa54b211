// A group whose practices are not all joined on the graph of possible neighbours: which part is loose,
// and the single move of the fewest patients that would make the group whole.

// Everything but the largest piece.
const looseOf = (codes, facts) => piecesOf(codes, facts).slice(1).flat();

const without = (codes, code) => codes.filter((other) => other !== code);
const touches = (code, codes, facts) => codes.some((other) => (facts.neighbours.get(code) || new Set()).has(other));

// Practices from outside whose joining leaves one piece; the group they come from must not fall apart.
function joiners(group, view, facts) {
  const loose = looseOf(group.members, facts);
  const beside = new Set(loose.flatMap((code) => [...(facts.neighbours.get(code) || [])]));
  return [...beside].filter((code) => facts.practices.has(code) && !group.members.includes(code)).flatMap((code) => {
    const home = groupHolding(view, code);
    if (home && (home.locked || home.members.length < 2)) return [];
    if (home && countPieces(without(home.members, code), facts) > countPieces(home.members, facts)) return [];
    if (countPieces([...group.members, code], facts) !== 1) return [];
    return [{ code, from: home, to: group }];
  });
}

// Practices of the group without which it is whole, each to the group beside it that its list suits best.
function goers(group, view, facts, band) {
  return looseOf(group.members, facts).flatMap((code) => {
    if (countPieces(without(group.members, code), facts) !== 1) return [];
    const misfit = (other) => Math.abs(becoming(other, [code], facts, band).after.gap);
    const [to] = view.groups
      .filter((other) => other !== group && !other.locked && touches(code, other.members, facts))
      .sort((a, b) => misfit(a) - misfit(b));
    return [{ code, from: group, to: to || null }];
  });
}

// {code, from, to} or null. Who has agreed to be where it is comes last, then the fewest patients first.
function smallestRepair(group, view, facts, band) {
  if (group.locked) return null;
  const settled = ({ code, from }) => (from && stanceOf(view, code) === 'agreed' ? 1 : 0);
  const found = [...joiners(group, view, facts), ...goers(group, view, facts, band)];
  found.sort((a, b) => settled(a) - settled(b) || listOf(a.code, facts) - listOf(b.code, facts) || (a.code < b.code ? -1 : 1));
  return found[0] || null;
}

function repairWords(board, repair, group) {
  const patients = board.state.projector ? '' : ` (${thousands(listOf(repair.code, board.facts))} patients)`;
  const name = nameOf(repair.code, board.facts) + patients;
  if (repair.to === group) return `Smallest repair: ${name} joins${repair.from ? ` from ${titleOf(repair.from)}` : ', now not in a group'}.`;
  return `Smallest repair: ${name} ${repair.to ? `goes to ${titleOf(repair.to)}` : 'leaves the group'}.`;
}

function paintPieces(board, column) {
  const { group } = column;
  const apart = group.members.length > 0 && group.pieces > 1;
  setText(column.loose, apart ? `in ${group.pieces} pieces` : '');
  column.loose.hidden = !apart;
  column.apart.hidden = !apart;
  column.fix = apart ? smallestRepair(group, board.view, board.facts, board.state.band) : null;
  column.repair.hidden = !column.fix;
  if (column.fix) setText(column.repairWords, repairWords(board, column.fix, group));
}

// The map in its frame, when there is one that can show practices.
function mapOnPage() {
  for (const frame of document.querySelectorAll('iframe')) {
    try {
      const plan = frame.contentWindow && frame.contentWindow.somersetPlan;
      if (plan && typeof plan.zoomTo === 'function') return plan;
    } catch (foreign) { /* a frame from elsewhere is not the map */ }
  }
  return null;
}

function showLoose(board, column) {
  const loose = looseOf(column.group.members, board.facts);
  if (!loose.length) return;
  const plan = mapOnPage();
  if (plan) plan.zoomTo(loose);
  say(board, `The loose piece of ${titleOf(column.group)}: ${namesOf(board, loose)}`);
}

function doRepair(board, column) {
  const { fix } = column;
  if (!fix) return;
  const refusal = refusalToLift(board, [fix.code]);
  if (refusal) { say(board, refusal, { warn: true }); return; }
  act(board, [fix.code], fix.to ? { kind: 'group', group: fix.to } : { kind: 'tray' });
  if (!isAsking(board.root)) column.more.focus();
}
