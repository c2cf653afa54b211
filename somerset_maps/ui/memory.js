// Turns the page again when the app forgot to. A request for another page that still waits when the
// old page asks for a run of its own (a popover that closes, a timer) is run as the old page. A
// click is kept until the address follows it, for a few seconds at most.
function keepClicks() {
  if (window.somersetTurning) return;
  const turning = (window.somersetTurning = { wanted: null, tries: 0, timer: 0 });
  const look = () => {
    const link = turning.wanted;
    const arrived = !link || !link.isConnected || link.pathname === window.location.pathname;
    if (arrived || turning.tries >= 5) {
      turning.wanted = null;
      return;
    }
    turning.tries += 1;
    turning.timer = window.setTimeout(look, 1200);
    link.click();
  };
  document.addEventListener('click', (event) => {
    const link = event.target.closest && event.target.closest('[data-testid="stTopNavLink"]');
    if (!link || !event.isTrusted || event.ctrlKey || event.metaKey || event.shiftKey) return;
    window.clearTimeout(turning.timer);
    turning.wanted = link;
    turning.tries = 0;
    turning.timer = window.setTimeout(look, 1200);
  });
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
