// Groups whose practices are not all joined on the graph of possible neighbours.

// The pieces of a group on the graph of possible neighbours, the one with most patients first.
function piecesOf(members, facts) {
  const unseen = new Set(members);
  const pieces = [];
  while (unseen.size) {
    const piece = [];
    const waiting = [unseen.values().next().value];
    while (waiting.length) {
      const code = waiting.pop();
      if (!unseen.delete(code)) continue;
      piece.push(code);
      for (const next of facts.neighbours.get(code) || []) if (unseen.has(next)) waiting.push(next);
    }
    pieces.push(piece);
  }
  const size = (piece) => piece.reduce((sum, code) => sum + listOf(code, facts), 0);
  return pieces.sort((a, b) => size(b) - size(a));
}
