// What can be done with a practice, or with all that are chosen: one menu, reached by right-click, by a
// long press, by the menu key or M on a pin, and shown by itself for practices that were chosen.

// A small name for these practices in a heading: the one's own, or how many and how large together.
function practicesTitle(codes, facts) {
  return codes.length === 1 ? nameOf(codes[0], facts) : `${codes.length} practices`;
}

// current(): {view, state, facts}; propose(action) asks first where it must; act(action) sends;
// spotOf(code): where a pin stands in the frame; after(): called when something was chosen; onOpen(code): shows the practice's panel.
function createPinMenu({ container, dismissals, current, propose, act, spotOf, after, onOpen }) {
  const menu = mapPanel(container, 'pin-menu', { role: 'dialog', 'aria-label': 'What to do with practices', tabindex: '-1' });
  let shown = null;
  let release = null;

  function close() {
    if (!shown) return;
    const { before } = shown;
    const held = menu.contains(document.activeElement);
    shown = null;
    menu.hidden = true;
    if (release) release();
    release = null;
    if (held && before && document.contains(before)) before.focus({ preventScroll: true });
  }
  function done(send) {
    close();
    send();
    after();
  }

  function placeButton(label, on, { chip, note, disabled } = {}) {
    const button = pushButton('menu-button', '', on);
    if (chip) button.append(chip, ' ');
    button.append(textElement('span', 'menu-words', label));
    if (note) button.append(textElement('span', 'menu-note', note));
    button.disabled = !!disabled;
    return button;
  }

  function destinations(codes) {
    const { view, state, facts } = current();
    const groupOf = new Map(codes.map((code) => [code, groupHolding(view, code)]));
    const free = codes.filter((code) => !(groupOf.get(code) && groupOf.get(code).locked));
    const go = (action) => done(() => propose(action));
    const rows = view.groups.map((group) => {
      const coming = free.filter((code) => groupOf.get(code) !== group);
      const becomes = () => becoming(group, coming, facts, bandOf(group, state.band));
      const note = group.locked ? 'locked' : !coming.length ? 'in it now' : state.hidden ? '' : `→ ${thousands(becomes().after.list)}`;
      return placeButton(`${group.name}`, () => go({ kind: 'move', codes: coming, to: group.name }), {
        chip: groupChip(group), note, disabled: group.locked || !coming.length,
      });
    });
    const place = free.length ? facts.practices.get(bySize(free, facts)[0]).place : '';
    const leaving = free.filter((code) => groupOf.get(code));
    const others = [
      placeButton('New group', () => go({ kind: 'start', codes: free, name: freeName(place, view.groups) }), { disabled: !free.length }),
      placeButton('Not in a group', () => go({ kind: 'move', codes: leaving, to: null }), { disabled: !leaving.length }),
    ];
    const stay = codes.length - free.length;
    const why = stay ? textElement('p', 'menu-why', stay === codes.length
      ? 'The group is locked; unlock it on its card.' : `${stay} stay: their group is locked.`) : null;
    return { rows, others, why };
  }

  function stanceRow(codes) {
    const { view } = current();
    const row = htmlElement('div', 'stance-row');
    for (const stance of [...STANCES.map((known) => known.stance), NOT_ASKED]) {
      const now = codes.every((code) => stanceOf(view, code) === stance);
      const button = pushButton('panel-button stance-button', '', () => done(() => act({ kind: 'stance', codes, stance })), { 'aria-pressed': String(now) });
      if (STANCE_SIGNS[stance]) button.append(stanceSign(stance));
      button.append(stance);
      row.append(button);
    }
    return row;
  }

  function fill(codes) {
    const { view, state, facts } = current();
    const own = codes.length === 1 ? groupHolding(view, codes[0]) : null;
    const total = codes.reduce((sum, code) => sum + listOf(code, facts), 0);
    const where = codes.length > 1 ? '' : own ? `, in ${own.letter} ${own.name}` : ', not in a group';
    const head = htmlElement('div', 'menu-head');
    head.append(
      textElement('strong', '', practicesTitle(codes, facts)),
      textElement('div', '', `${thousands(total)} patients${where}`),
    );
    const { rows, others, why } = destinations(codes);
    const list = htmlElement('div', '', { role: 'group', 'aria-label': 'Put in' });
    const groups = htmlElement('div', 'menu-list');
    groups.append(...rows);
    list.append(textElement('div', 'menu-title', codes.length === 1 ? 'Put it in' : `Put ${codes.length} practices in`), groups, ...others);
    const parts = [head];
    if (codes.length === 1) parts.push(placeButton('Facts', () => done(() => onOpen(codes[0]))));
    parts.push(list);
    if (why) parts.push(why);
    // What practices have not agreed to is no matter for the wall.
    if (!state.projector) parts.push(textElement('div', 'menu-title', codes.length === 1 ? 'It says' : 'They say'), stanceRow(codes));
    if (codes.length > 1) parts.push(pushButton('panel-button', 'Choose none', () => done(() => {})));
    menu.replaceChildren(...parts);
  }

  // Where the menu covers least of the practices that were chosen: to the right, or left beside the buttons.
  function emptierSide(width) {
    const xs = shown.codes.map((code) => spotOf(code).x);
    const middle = xs.reduce((sum, x) => sum + x, 0) / xs.length;
    return middle > container.clientWidth / 2 ? 96 : container.clientWidth - width - 12;
  }

  // Beside a point of the frame, or in the corner where it covers least.
  function put(point) {
    const [width, height] = [menu.offsetWidth, menu.offsetHeight];
    const left = point ? (point.x + width + 20 < container.clientWidth ? point.x + 16 : point.x - width - 16) : emptierSide(width);
    const top = point ? point.y - 30 : 12;
    menu.style.left = `${Math.max(8, Math.min(container.clientWidth - width - 8, left))}px`;
    menu.style.top = `${Math.max(8, Math.min(container.clientHeight - height - 8, top))}px`;
  }

  function show(codes, point, own) {
    const before = shown ? shown.before : document.activeElement;
    shown = { codes, point, before };
    fill(codes);
    menu.hidden = false;
    put(point);
    if (release) release();
    release = own ? dismissals.open(close) : null;
  }

  return {
    // For one pin or for all that are chosen, with the keyboard in it; `own`: Escape only closes it.
    open(codes, point, own) {
      show(codes, point, own);
      const first = menu.querySelector('button:not(:disabled)');
      if (first) first.focus({ preventScroll: true });
    },
    // For practices being chosen: shown aside; `focus`: with the keyboard in it, but on no button yet.
    aside(codes, focus) {
      if (!codes.length) { close(); return; }
      show(codes, null, false);
      if (focus) { window.focus(); menu.focus({ preventScroll: true }); }
    },
    // After the plan has changed underneath.
    refresh() {
      if (!shown || menu.contains(document.activeElement)) return;
      fill(shown.codes);
    },
    isOpen: () => !!shown,
    close,
  };
}
