// The question before a practice leaves a group it has agreed to. Works in the page, in a frame and
// inside a shadow root; Escape, the other button and a click beside it leave everything as it is.

const ASK_STYLE = `
.ask { box-sizing: border-box; max-width: min(34rem, 92vw); margin: auto; padding: 1.2em 1.4em; border: 0; border-radius: .5em;
  border-top: .35em solid #005EB8; color: #1A1A1A; background: #FFF; box-shadow: 0 10px 40px #0006; text-align: left;
  font: 400 18px/1.4 var(--st-font, "Segoe UI", "Noto Sans", "Liberation Sans", sans-serif); }
.projector .ask, .ask.projector { font-size: 24px; }
.ask::backdrop { background: #1A1A1A55; }
.ask p { margin: 0 0 1em; font-size: 1em; overflow-wrap: anywhere; }
.ask .answers { display: flex; flex-wrap: wrap; gap: .6em; justify-content: flex-end; }
.ask button { min-height: 44px; min-width: 6em; padding: .2em 1em; font: inherit; font-weight: 600; border-radius: .4em;
  border: 2px solid #005EB8; background: #FFF; color: #005EB8; cursor: pointer; }
.ask button.yes { background: #005EB8; color: #FFF; }
.ask button:focus-visible { outline: 3px solid #1A1A1A; outline-offset: 2px; }
`;

const openQuestions = new WeakMap();

// askToMove(container, words) -> Promise<boolean>: true for "Move", false for "Leave it".
//   container  where the question is put: an element of the page or of a shadow root that no drag
//              listens to (on the map: document.body)
//   words      the question, as plain text
function askToMove(container, words, { yes = 'Move', no = 'Leave it', projector = false } = {}) {
  const before = openQuestions.get(container);
  if (before) before(false);
  return new Promise((resolve) => {
    const make = (tag, name, text) => {
      const made = document.createElement(tag);
      if (name) made.className = name;
      if (text) made.textContent = text;
      return made;
    };
    const from = container.getRootNode().activeElement;
    const dialog = make('dialog', projector ? 'ask projector' : 'ask');
    const question = make('p', '', words);
    const leave = make('button', 'no', no);
    const move = make('button', 'yes', yes);
    const answers = make('div', 'answers');
    question.id = 'ask-to-move';
    dialog.setAttribute('aria-labelledby', question.id);
    dialog.setAttribute('role', 'alertdialog');
    leave.type = move.type = 'button';
    answers.append(leave, move);
    dialog.append(make('style', '', ASK_STYLE), question, answers);

    const answer = (agreed) => {
      if (openQuestions.get(container) !== answer) return;
      openQuestions.delete(container);
      dialog.remove();
      if (from && from.isConnected && from.focus) from.focus({ preventScroll: true });
      resolve(agreed);
    };
    openQuestions.set(container, answer);
    leave.addEventListener('click', () => answer(false));
    move.addEventListener('click', () => answer(true));
    dialog.addEventListener('cancel', (event) => { event.preventDefault(); answer(false); });
    dialog.addEventListener('close', () => answer(false));
    dialog.addEventListener('click', (event) => { if (event.target === dialog) answer(false); });
    // The page behind has keys of its own: none of them is meant for it now.
    dialog.addEventListener('keydown', (event) => {
      event.stopPropagation();
      if (event.key === 'Escape') { event.preventDefault(); answer(false); }
      if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') (event.key === 'ArrowLeft' ? leave : move).focus();
    });
    for (const kind of ['pointerdown', 'mousedown', 'touchstart', 'contextmenu', 'wheel']) {
      dialog.addEventListener(kind, (event) => event.stopPropagation(), { passive: true });
    }
    container.append(dialog);
    dialog.showModal();
    // The safe answer has the focus: an Enter held down since the drop moves nobody.
    leave.focus();
  });
}

// Whether a question stands open in this container: the view's own keys wait meanwhile.
const isAsking = (container) => openQuestions.has(container);

// "Wells Health Centre has agreed to be in Wells. Move it all the same?" for `agreedLeavers`.
function leavingWords(leavers, facts) {
  const names = leavers.map(({ code }) => nameOf(code, facts));
  const groups = [...new Set(leavers.map(({ group }) => group))];
  const shown = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} other practices`] : names;
  const who = shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${shown[shown.length - 1]}` : shown[0];
  const where = groups.length > 1 ? `their groups (${groups.join(', ')})` : groups[0];
  const many = names.length > 1;
  return `${who} ${many ? 'have' : 'has'} agreed to be in ${where}. Move ${many ? 'them' : 'it'} all the same?`;
}

// Sends an action at once when nobody who has agreed would leave; otherwise asks first and sends it
// with `confirmed`, or calls `leave`. `shown` is {state, view, facts}.
function sendWithConsent(container, action, shown, send, leave = () => {}) {
  const leavers = agreedLeavers(shown.state, shown.view, action);
  if (!leavers.length) { send(action); return; }
  askToMove(container, leavingWords(leavers, shown.facts), { projector: Boolean(shown.state.projector) })
    .then((agreed) => { if (agreed) send({ ...action, confirmed: true }); else leave(); });
}
