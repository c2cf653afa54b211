// The menu of a practice, by right click, long press, the menu key or Shift+F10. When several practices
// are selected and this is one of them, it is about all of them.

function cardMenu(board, card, point = null) {
  const { code } = card.dataset;
  const codes = chosenWith(board, code);
  const box = card.getBoundingClientRect();
  const at = point && (point.x || point.y) ? { left: point.x, right: point.x, top: point.y, bottom: point.y } : box;
  const home = groupHolding(board.view, code);
  const where = codes.length > 1 ? `${codes.length} selected` : home ? `in ${titleOf(home)}` : 'not in a group';
  const heading = element('p', { class: 'heading', role: 'none' }, namesOf(board, codes), element('span', { class: 'detail' }, where));
  board.lastFocus = card;
  openMenu(board, { owner: card, at, back: () => focusPractice(board, code) });
  fillMenu(board, `Actions for ${namesOf(board, codes)}`, [heading, ...cardItems(board, codes, code)]);
}

function cardItems(board, codes, code) {
  const inGroup = codes.some((each) => groupHolding(board.view, each));
  const locked = refusalToLift(board, codes) ? 'its group is locked' : '';
  const chosen = board.chosen.has(code);
  const done = () => closeMenu(board, true);
  return [
    menuItem('Facts', () => { done(); push(board, { kind: 'open', code }); }, { off: codes.length > 1, detail: codes.length > 1 ? 'of one practice at a time' : '' }),
    menuItem('Put in group…', () => fillMenu(board, 'Put in group', putInItems(board, codes)), { off: Boolean(locked), detail: locked }),
    menuItem('Not in a group', () => { done(); act(board, codes, { kind: 'tray' }); focusPractice(board, code); }, { off: !inGroup || Boolean(locked), detail: locked }),
    menuItem('Stance…', () => fillMenu(board, 'Stance', stanceItems(board, codes)), { detail: stanceDetail(board, codes) }),
    menuItem(chosen ? 'Take out of the selection' : 'Select', () => { done(); toggleChosen(board, code); }, { detail: chosen ? '' : 'to move several together' }),
  ];
}

function stanceDetail(board, codes) {
  const said = new Set(codes.map((code) => stanceOf(board.view, code)));
  const [first] = said;
  if (said.size > 1) return 'they differ';
  return board.state.projector && first !== 'agreed' ? '' : first;
}

function stanceItems(board, codes) {
  const shared = stanceDetail(board, codes);
  return [...STANCES, { stance: NOT_ASKED, mark: '', words: NOT_ASKED }].map(({ stance, mark, words }) => {
    const item = menuItem(words, () => {
      const { back } = board.open;
      closeMenu(board);
      push(board, { kind: 'stance', codes, stance });
      say(board, '');
      speak(board, `${namesOf(board, codes)}: ${words}`);
      back();
    }, { role: 'menuitemradio' });
    item.setAttribute('aria-checked', shared === stance ? 'true' : 'false');
    item.prepend(element('span', { class: 'tick', 'aria-hidden': 'true' }, mark || ' '));
    return item;
  });
}

// The groups these practices could join, each with what it would become; a letter jumps to its group.
function putInItems(board, codes) {
  const put = (target) => {
    const { back } = board.open;
    closeMenu(board);
    act(board, codes, target);
    if (!isAsking(board.root)) back();
  };
  const groups = board.view.groups.filter((group) => !group.locked && !codes.every((code) => group.members.includes(code)));
  const items = groups.map((group) => {
    const { promise } = assess(board, codes, { kind: 'group', group });
    return menuItem(titleOf(group), () => put({ kind: 'group', group }), { detail: `${promise.size}, ${promise.words}` });
  });
  const fresh = startWith(board, codes);
  items.push(menuItem('New group', () => put({ kind: 'new' }), { detail: fresh.action.name }));
  return items;
}

// The same list by itself, for the selection and for what was found.
function putInMenu(board, codes, owner, more = []) {
  const refusal = refusalToLift(board, codes);
  if (refusal && !more.length) { say(board, refusal, { warn: true }); return; }
  openMenu(board, { owner, at: owner.getBoundingClientRect(), back: () => { if (owner.getClientRects().length) owner.focus(); } });
  const heading = element('p', { class: 'heading', role: 'none' }, `Put ${namesOf(board, codes)} in`, refusal ? element('span', { class: 'detail' }, refusal) : '');
  fillMenu(board, `Put ${namesOf(board, codes)} in`, [heading, ...(refusal ? [] : putInItems(board, codes)), ...more]);
}
