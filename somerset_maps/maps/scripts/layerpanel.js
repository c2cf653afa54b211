// The "Layers" button and the panel it opens. What can be chosen comes as sections of choices; what is
// chosen goes out through `onChoice(key, on)`.

function createLayerPanel({ map, container, dismissals, onChoice }) {
  const button = pushButton('bar-button layers-button', 'Layers', () => (panel.hidden ? open() : close()), {
    'aria-expanded': 'false', 'aria-controls': 'layers-panel', title: 'What the map shows',
  });
  addButtons(map, 'topleft', 'layers-control', [button]);
  const panel = mapPanel(container, 'layers-panel', { id: 'layers-panel', role: 'group', 'aria-label': 'Layers' });
  let release = () => {};

  function open() {
    const corner = container.getBoundingClientRect();
    const from = button.getBoundingClientRect();
    panel.style.left = `${Math.round(from.right - corner.left + 8)}px`;
    panel.hidden = false;
    button.setAttribute('aria-expanded', 'true');
    release = dismissals.open(() => { close(); button.focus(); });
    const first = panel.querySelector('input:checked, input');
    if (first) first.focus({ preventScroll: true });
  }
  function close() {
    if (panel.hidden) return;
    panel.hidden = true;
    button.setAttribute('aria-expanded', 'false');
    release();
  }
  // A press on the map closes the panel and does what it would have done anyway.
  container.addEventListener('pointerdown', (event) => { if (!event.target.closest(FURNITURE)) close(); }, true);

  function choice({ key, title, kind, name, on }) {
    const label = htmlElement('label', 'layer-choice');
    const input = htmlElement('input', '', { type: kind, name, value: key });
    input.checked = on;
    input.addEventListener('change', () => { if (kind === 'checkbox' || input.checked) onChoice(key, input.checked); });
    label.append(input, textElement('span', '', title));
    return label;
  }

  return {
    close,
    // sections: [{title, kind: 'checkbox' | 'radio', name, choices: [{key, title, on}]}]
    fill(sections) {
      const focused = document.activeElement && panel.contains(document.activeElement) ? document.activeElement.value : null;
      panel.replaceChildren(...sections.filter(({ choices }) => choices.length).map(({ title, kind, name, choices }) => {
        const set = document.createElement('fieldset');
        set.append(textElement('legend', '', title), ...choices.map((one) => choice({ ...one, kind, name })));
        return set;
      }));
      const again = focused === null ? null : [...panel.querySelectorAll('input')].find((input) => input.value === focused);
      if (again) again.focus({ preventScroll: true });
    },
  };
}
