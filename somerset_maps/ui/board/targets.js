// Where a practice can go, what that would mean, and doing it. Pointer and keyboard share all of this.
// A target is {kind: 'tray'}, {kind: 'new'}, {kind: 'group', column} or {kind: 'practice', code}.

const titleOf = (group) => `${group.letter} ${group.name}`;

// Text for the eye and, through the live region, for the ear. Empty text brings the help line back.
function say(board, text, { aloud = true, warn = false } = {}) {
  setText(board.parts.line, text || HELP);
  board.parts.line.classList.toggle('telling', Boolean(text));
  board.parts.line.classList.toggle('warn', warn);
  if (aloud && text) speak(board, text);
}

// The same words twice are spoken twice: an invisible mark makes them different.
function speak(board, text) {
  const { live } = board.parts;
  live.textContent = live.textContent === text ? `${text}\u00a0` : text;
}

function push(board, action) {
  board.notice = '';
  board.outbox.push({ plan: board.state.plan, rev: board.state.rev, ...action });
  watchDelivery(board);
  paint(board);
}

function refusalToLift(board, codes) {
  for (const code of codes) {
    const group = groupHolding(board.view, code);
    if (group && group.locked) return `${titleOf(group)} is locked: unlock it to move ${nameOf(code, board.facts)}`;
  }
  return '';
}

// The practices an action is about, as people say them: up to three names, beyond that their number.
function namesOf(board, codes) {
  if (codes.length > 3) return `${codes.length} practices`;
  const names = codes.map((code) => nameOf(code, board.facts));
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}` : names[0];
}

function startWith(board, codes) {
  const { facts, view } = board;
  const practice = facts.practices.get(codes[0]);
  const name = freeName((practice && practice.place) || nameOf(codes[0], facts), view.groups);
  const nothing = { members: [], list: 0, per_gp: null };
  const promise = becoming(nothing, codes, facts, board.state.band);
  return {
    action: { kind: 'start', codes, name },
    words: `New group ${name}: ${promise.sentence}`,
    done: `${namesOf(board, codes)} started ${name}: ${promise.sentence}`,
  };
}

// What dropping these practices on that target would do: {action, words, done, promise}, {refusal} or {} for nothing.
function assess(board, codes, target) {
  const { facts, view, state } = board;
  if (!target) return {};
  if (target.kind === 'new') return startWith(board, codes);
  if (target.kind === 'practice') return codes.includes(target.code) ? {} : startWith(board, [target.code, ...codes]);
  if (target.kind === 'tray') {
    const leaving = codes.filter((code) => groupHolding(view, code));
    if (!leaving.length) return {};
    const names = namesOf(board, leaving);
    const verb = leaving.length > 1 ? 'are' : 'is';
    return { action: { kind: 'move', codes: leaving, to: null }, words: `${names}: not in a group`, done: `${names} ${verb} not in a group now` };
  }
  const group = target.group || target.column.group;
  const joining = codes.filter((code) => !group.members.includes(code));
  if (!joining.length) return {};
  if (group.locked) return { refusal: `${titleOf(group)} is locked` };
  const promise = becoming(group, joining, facts, state.band);
  return {
    promise,
    action: { kind: 'move', codes: joining, to: group.name },
    words: `${titleOf(group)}: ${promise.sentence}`,
    done: `${namesOf(board, joining)} joined ${titleOf(group)}: ${promise.sentence}`,
  };
}

// Sends an action and speaks of it, at once or after the question whether an agreed practice may leave.
function commit(board, action, done, after = () => {}) {
  sendWithConsent(board.root, action, board, (agreed) => {
    push(board, agreed);
    say(board, '');
    speak(board, done);
    after();
  }, () => say(board, 'Left as it was'));
}

function act(board, codes, target) {
  const outcome = assess(board, codes, target);
  if (outcome.refusal) say(board, outcome.refusal, { warn: true });
  else if (outcome.action) commit(board, outcome.action, outcome.done, () => { if (codes.length > 1) clearChosen(board); });
  else say(board, '');
  return Boolean(outcome.action);
}

// Lights the target and puts into words what it would become; `null` puts everything back.
function light(board, codes, target) {
  const { parts } = board;
  const lit = board.lit;
  if (lit && lit.column && board.columns.includes(lit.column)) paintNumbers(board, lit.column);
  for (const node of lit ? lit.nodes : []) node.classList.remove('over', 'refuses');
  board.lit = null;
  setText(parts.fresh.firstChild, 'New group');
  if (!target) return {};
  const outcome = assess(board, codes, target);
  const nodes = [];
  if (target.kind === 'new') { nodes.push(parts.fresh); setText(parts.fresh.firstChild, outcome.action.name); }
  if (target.kind === 'tray' && outcome.action) nodes.push(parts.tray);
  if (target.kind === 'practice' && outcome.action) nodes.push(board.cards.get(target.code).card);
  if (target.kind === 'group' && (outcome.action || outcome.refusal)) nodes.push(target.column.section);
  for (const node of nodes) node.classList.add('over');
  if (outcome.refusal) nodes[0].classList.add('refuses');
  if (outcome.promise) paintPreview(board, target.column, outcome.promise);
  if (outcome.refusal) { setText(target.column.words, 'locked'); target.column.words.classList.remove('in'); }
  board.lit = { nodes, column: target.kind === 'group' ? target.column : null };
  return outcome;
}

// An entry that the server has not confirmed for a while is sent again; the line says it is kept.
function watchDelivery(board) {
  if (board.delivery) return;
  const wait = Math.min(30000, 3000 * 2 ** board.attempts);
  board.delivery = window.setTimeout(() => {
    board.delivery = null;
    const waiting = board.outbox.entries().length;
    if (!waiting || !board.root.isConnected) { board.attempts = 0; return; }
    board.attempts += 1;
    if (!board.drag && !board.held) {
      say(board, `${waiting} ${waiting === 1 ? 'change is' : 'changes are'} kept here until the server answers`, { aloud: board.attempts === 1 });
      board.waitingShown = true;
    }
    board.outbox.resend();
    watchDelivery(board);
  }, wait);
}

function noteDelivered(board) {
  if (board.outbox.entries().length) return;
  board.attempts = 0;
  if (board.delivery) { window.clearTimeout(board.delivery); board.delivery = null; }
  if (board.waitingShown) { board.waitingShown = false; say(board, ''); }
}
