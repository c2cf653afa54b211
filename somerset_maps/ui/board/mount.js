// The entry point: called when the board appears and again after each answer of the server.

const factsByAddress = new Map();

function readFacts(address) {
  if (!factsByAddress.has(address)) {
    const asked = fetch(address).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
      return answer.json();
    }).then(indexFacts);
    asked.catch(() => factsByAddress.delete(address));
    factsByAddress.set(address, asked);
  }
  return factsByAddress.get(address);
}

function createBoard(root) {
  const board = {
    root, shadow: root.getRootNode(), parts: buildFrame(root), component: null, outbox: null, state: null, facts: null,
    factsUrl: null, view: null, columns: [], cards: new Map(), drag: null, held: null, lit: null, open: null,
    renaming: null, lastFocus: null, shown: null, deltas: new Map(), movedCodes: new Set(), painting: false, stale: false,
    chosen: new Set(), chosenFrom: null, folded: new Set(), foldedOf: null, lastPointer: '',
    swallowClick: false, delivery: null, attempts: 0, waitingShown: false, notice: '', found: [], foundAt: 0,
    leave: new AbortController(),
  };
  board.outbox = createOutbox({
    channel: 'board',
    send: (entries) => board.component.setStateValue('outbox', entries),
  });
  const { signal } = board.leave;
  listenToPointers(board, signal);
  listenToKeys(board, signal);
  listenToMenu(board, signal);
  listenToFind(board, signal);
  listenToChosen(board, signal);
  listenToFold(board, signal);
  listenToShortcuts(board, signal);
  return board;
}

function useFacts(board, address) {
  if (board.factsUrl === address) return;
  board.factsUrl = address;
  if (!board.facts) say(board, 'Reading the practices…', { aloud: false });
  readFacts(address).then((facts) => {
    if (board.factsUrl !== address) return;
    board.facts = facts;
    for (const { item } of board.cards.values()) item.remove();
    board.cards.clear();
    board.chosen.clear();
    board.shown = null;
    say(board, '');
    paint(board);
    showNotice(board);
  }).catch((problem) => {
    board.factsUrl = null;
    say(board, `The practices could not be read (${problem.message}): reload the page, and if it stays so restart the app`, { warn: true });
  });
}

function showNotice(board) {
  // An answer to an earlier action must not speak for one that is still on its way.
  if (board.outbox.entries().some((entry) => entry.plan === board.state.plan)) return;
  const notice = board.state.notice || '';
  if (notice === board.notice) return;
  board.notice = notice;
  say(board, notice, { warn: Boolean(notice) });
}

function dress(board, data) {
  if (board.root.dataset.plan !== data.plan) clearChosen(board);
  board.root.dataset.plan = data.plan;
  board.root.classList.toggle('projector', Boolean(data.projector));
  board.root.style.height = data.height || '';
  board.root.classList.toggle('filled', Boolean(data.height));
}

export default function (component) {
  const root = component.parentElement.querySelector('.board');
  const first = !root.somersetBoard;
  const board = root.somersetBoard || createBoard(root);
  root.somersetBoard = board;
  board.component = component;
  board.state = component.data;
  board.outbox.settle(board.state.ack || {});
  noteDelivered(board);
  dress(board, component.data);
  useFacts(board, component.data.facts_url);
  paint(board);
  if (board.facts) showNotice(board);
  if (first) {
    board.outbox.resend();
    if (board.outbox.entries().length) watchDelivery(board);
  }
  return () => {
    endDrag(board, false);
    board.leave.abort();
    window.clearTimeout(board.delivery);
    closeMenu(board);
    root.somersetBoard = null;
  };
}
