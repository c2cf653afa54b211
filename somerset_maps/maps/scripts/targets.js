// What floats over the map: the places a practice can be dropped on at any zoom, the label that says
// what a drop would do, the name under the pointer, and the line that explains a refusal.

function htmlElement(name, className, attributes = {}) {
  const element = document.createElement(name);
  element.className = className;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function createOverlay(container) {
  const overlay = htmlElement('div', 'plan-overlay');
  const places = htmlElement('div', 'drop-places');
  const dropOn = {
    new: htmlElement('div', 'drop-place', { 'data-drop': 'new' }),
    out: htmlElement('div', 'drop-place', { 'data-drop': 'out' }),
  };
  dropOn.new.textContent = 'New group';
  dropOn.out.textContent = 'Not in a group';
  places.append(dropOn.new, dropOn.out);
  const tip = htmlElement('div', 'pin-tip', { 'aria-hidden': 'true' });
  const label = htmlElement('div', 'drop-label', { 'aria-hidden': 'true' });
  const message = htmlElement('div', 'plan-message', { role: 'status', 'aria-live': 'polite' });
  const whisper = htmlElement('div', 'heard-only', { role: 'status', 'aria-live': 'polite' });
  overlay.append(places, tip, label, message, whisper);
  container.append(overlay);
  let silence = null;

  // Keeps a floating box inside the map: above the point if there is room, otherwise below it.
  function put(box, x, y, clearance) {
    const width = box.offsetWidth;
    const height = box.offsetHeight;
    const left = Math.max(8, Math.min(container.clientWidth - width - 8, x - width / 2));
    const above = y - clearance - height;
    const top = above < 8 ? Math.min(container.clientHeight - height - 8, y + clearance) : above;
    box.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }

  return {
    showPlaces(leavable) {
      dropOn.out.hidden = !leavable;
      overlay.classList.add('dragging');
    },
    hidePlaces() {
      overlay.classList.remove('dragging');
      for (const place of Object.values(dropOn)) place.classList.remove('under-pin');
    },
    // Which fixed place lies under a point of the window: 'new', 'out' or null.
    placeAt(clientX, clientY) {
      let found = null;
      for (const [name, place] of Object.entries(dropOn)) {
        const box = place.getBoundingClientRect();
        const inside = box.width && clientX >= box.left && clientX <= box.right && clientY >= box.top && clientY <= box.bottom;
        place.classList.toggle('under-pin', !!inside);
        if (inside) found = name;
      }
      return found;
    },
    // words: {letter, colour, ink, title, text} of the group under the pin, or null for none.
    showLabel(words, x, y) {
      label.classList.toggle('shown', !!words);
      if (!words) { label.replaceChildren(); return; }
      const parts = [];
      if (words.letter) {
        const chip = htmlElement('span', 'chip');
        chip.textContent = words.letter;
        chip.style.background = words.colour;
        chip.style.color = words.ink;
        parts.push(chip, ' ');
      }
      const title = document.createElement('strong');
      title.textContent = words.text ? `${words.title}:` : words.title;
      parts.push(title);
      if (words.text) parts.push(` ${words.text}`);
      label.replaceChildren(...parts);
      put(label, x, y, 34);
    },
    // A name and a line about it, near a point; `code` when it is about a practice.
    showTip({ code, title, words, clearance }, x, y) {
      tip.dataset.code = code || '';
      const name = document.createElement('strong');
      name.textContent = title;
      const line = document.createElement('div');
      line.textContent = words;
      tip.replaceChildren(name, line);
      tip.classList.add('shown');
      put(tip, x, y, clearance);
    },
    hideTip() {
      tip.classList.remove('shown');
      delete tip.dataset.code;
    },
    // Speaks a sentence to those who hear the page.
    tell(sentence) { whisper.textContent = sentence; },
    // Shows and speaks a sentence for as long as it takes to read it.
    say(sentence) {
      message.textContent = sentence;
      message.classList.toggle('shown', !!sentence);
      window.clearTimeout(silence);
      if (sentence) silence = window.setTimeout(() => message.classList.remove('shown'), 4000 + 60 * sentence.length);
    },
  };
}
