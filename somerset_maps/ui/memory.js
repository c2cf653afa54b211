// Turns the page again when the app forgot to. A request for another page that still waits when the
// old page asks for a run of its own (a popover that closes, a timer) is run as the old page. The
// wanted page is kept until the address shows it, for a few seconds at most; whoever goes back, or
// elsewhere, meanwhile is left alone.
const LINKS = '[data-testid="stTopNavLink"], [data-testid="stTopNavDropdownLink"]';
const AGAIN_AFTER = 1200;
const MOST_TRIES = 5;

function keepClicks() {
  if (window.somersetTurning) return;
  const turning = (window.somersetTurning = { wanted: null, from: null, tries: 0, timer: 0 });
  const here = () => window.location.pathname;
  const anchorOf = (node) => node.closest('a') || node.querySelector('a');
  const pathOf = (node) => { const anchor = anchorOf(node); return anchor ? anchor.pathname : ''; };
  // Links are drawn anew at any moment, and those under "More" only while it is open.
  const linkTo = (path) => [...document.querySelectorAll(LINKS)].find((node) => pathOf(node) === path);
  const stop = () => {
    window.clearTimeout(turning.timer);
    turning.wanted = null;
  };
  const press = (path) => {
    const link = linkTo(path);
    if (link) anchorOf(link).click();
    return Boolean(link);
  };
  const look = () => {
    const { wanted } = turning;
    if (!wanted || here() === wanted || here() !== turning.from || turning.tries >= MOST_TRIES) {
      stop();
      return;
    }
    turning.tries += 1;
    turning.timer = window.setTimeout(look, AGAIN_AFTER);
    if (press(wanted)) return;
    const section = document.querySelector('[data-testid="stTopNavSection"]');
    if (!section) return;
    section.click();
    window.setTimeout(() => { if (turning.wanted === wanted) press(wanted); }, 150);
  };
  document.addEventListener('click', (event) => {
    const link = event.target.closest && event.target.closest(LINKS);
    if (!link || !event.isTrusted || event.ctrlKey || event.metaKey || event.shiftKey) return;
    stop();
    const path = pathOf(link);
    if (!path || path === here()) return;
    Object.assign(turning, { wanted: path, from: here(), tries: 0 });
    turning.timer = window.setTimeout(look, AGAIN_AFTER);
  }, true);
  window.addEventListener('popstate', stop);
}

// A random key in this browser, so that the last plan is found again when the app is opened anew.
export default function (component) {
  keepClicks();
  const slot = 'somerset.browser';
  let key = '';
  try {
    key = window.localStorage.getItem(slot) || '';
    if (!/^[A-Za-z0-9_-]{8,64}$/.test(key)) {
      key = 'b-' + Date.now().toString(36) + '-' + Math.random().toString(36).slice(2, 12);
      window.localStorage.setItem(slot, key);
    }
  } catch (refused) {
    key = 'b-without-storage';
  }
  if (component.data.known !== key) component.setStateValue('key', key);
}
