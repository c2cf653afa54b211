// Panels, menus and questions that lie over the map: how they close, and how keys walk through them.

// What belongs to the map's furniture: a press on it is not a press on the map.
const FURNITURE = '.leaflet-control, .map-panel';

// Escape closes what was opened last, whatever has the focus. `open(close)` returns a function that
// takes the panel off the list again.
function createDismissals() {
  const closers = [];
  function onKey(event) {
    if (event.key !== 'Escape' || event.defaultPrevented || !closers.length) return;
    event.preventDefault();
    event.stopPropagation();
    closers[closers.length - 1]();
  }
  document.addEventListener('keydown', onKey);
  return {
    open(close) {
      closers.push(close);
      return () => { if (closers.includes(close)) closers.splice(closers.indexOf(close), 1); };
    },
    stop() { document.removeEventListener('keydown', onKey); },
  };
}

// A box over the map that keeps presses, wheel turns and arrow keys to itself.
function mapPanel(container, className, attributes) {
  const panel = htmlElement('div', `map-panel ${className}`, attributes);
  panel.hidden = true;
  window.L.DomEvent.disableClickPropagation(panel);
  window.L.DomEvent.disableScrollPropagation(panel);
  panel.addEventListener('contextmenu', (event) => event.stopPropagation());
  panel.addEventListener('keydown', (event) => walkButtons(event, panel));
  container.append(panel);
  return panel;
}

// Up and down go through the buttons of a panel; the map must not move meanwhile.
function walkButtons(event, panel) {
  if (event.key === 'Escape' || event.ctrlKey || event.metaKey) return;
  event.stopPropagation();
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.target.matches('input')) return;
  const buttons = [...panel.querySelectorAll('button:not(:disabled)')];
  const at = buttons.indexOf(document.activeElement);
  if (!buttons.length) return;
  event.preventDefault();
  buttons[(at + step + buttons.length) % buttons.length].focus();
}

function textElement(name, className, text, attributes) {
  const element = htmlElement(name, className, attributes);
  element.textContent = text;
  return element;
}

function pushButton(className, text, onPress, attributes = {}) {
  const button = textElement('button', className, text, { type: 'button', ...attributes });
  button.addEventListener('click', onPress);
  return button;
}

function groupChip(group) {
  const chip = textElement('span', 'chip', group.letter);
  chip.style.background = group.colour;
  chip.style.color = group.ink;
  return chip;
}
