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

function refusalToLift(board, code) {
  const group = groupHolding(board.view, code);
  return group && group.locked ? `${titleOf(group)} is locked: unlock it to move ${nameOf(code, board.facts)}` : '';
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
    done: `${codes.map((code) => nameOf(code, facts)).join(' and ')} started ${name}: ${promise.sentence}`,
  };
}

// What dropping this practice on that target would do: {action, words, done, promise}, {refusal} or {} for nothing.
function assess(board, code, target) {
  const { facts, view, state } = board;
  if (!target) return {};
  const source = groupHolding(view, code);
  if (target.kind === 'new') return startWith(board, [code]);
  if (target.kind === 'practice') return target.code === code ? {} : startWith(board, [target.code, code]);
  if (target.kind === 'tray') {
    if (!source) return {};
    const name = nameOf(code, facts);
    return { action: { kind: 'move', codes: [code], to: null }, words: `${name}: not in a group`, done: `${name} is not in a group now` };
  }
  const { group } = target.column;
  if (source === group) return {};
  if (group.locked) return { refusal: `${titleOf(group)} is locked` };
  const promise = becoming(group, [code], facts, state.band);
  return {
    promise,
    action: { kind: 'move', codes: [code], to: group.name },
    words: `${titleOf(group)}: ${promise.sentence}`,
    done: `${nameOf(code, facts)} joined ${titleOf(group)}: ${promise.sentence}`,
  };
}

function act(board, code, target) {
  const outcome = assess(board, code, target);
  if (outcome.refusal) say(board, outcome.refusal, { warn: true });
  else if (outcome.action) {
    push(board, outcome.action);
    say(board, '');
    speak(board, outcome.done);
  } else say(board, '');
  return Boolean(outcome.action);
}

// Lights the target and puts into words what it would become; `null` puts everything back.
function light(board, code, target) {
  const { parts } = board;
  const lit = board.lit;
  if (lit && lit.column && board.columns.includes(lit.column)) paintNumbers(board, lit.column);
  for (const node of lit ? lit.nodes : []) node.classList.remove('over', 'refuses');
  board.lit = null;
  setText(parts.fresh.firstChild, 'New group');
  if (!target) return {};
  const outcome = assess(board, code, target);
  const nodes = [];
  if (target.kind === 'new') { nodes.push(parts.fresh); setText(parts.fresh.firstChild, outcome.action.name); }
  if (target.kind === 'tray' && outcome.action) nodes.push(parts.tray);
  if (target.kind === 'practice' && outcome.action) nodes.push(board.cards.get(target.code).card);
  if (target.kind === 'group' && (outcome.action || outcome.refusal)) nodes.push(target.column.section);
  for (const node of nodes) node.classList.add('over');
  if (outcome.refusal) nodes[0].classList.add('refuses');
  if (outcome.promise) paintPreview(target.column, outcome.promise, board.state.band);
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
