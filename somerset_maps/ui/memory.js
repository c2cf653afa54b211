// A random key in this browser, so that the last plan is found again when the app is opened anew.
export default function (component) {
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
