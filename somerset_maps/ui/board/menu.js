// One menu at a time: of a group, of a practice, or a list of groups to put practices in.
// board.open = {owner, at, back}: the node it belongs to, the box it hangs from, where the focus goes back to.

function closeMenu(board, focusBack = false) {
  const { open } = board;
  if (!open) return;
  board.open = null;
  const { menu } = board.parts;
  if (menu.hidePopover && menu.matches(':popover-open')) menu.hidePopover();
  menu.classList.remove('shown');
  menu.replaceChildren();
  if (open.owner.hasAttribute('aria-expanded')) open.owner.setAttribute('aria-expanded', 'false');
  if (focusBack) open.back();
}

function openMenu(board, open) {
  closeMenu(board);
  putDown(board);
  board.open = open;
  if (open.owner.hasAttribute('aria-expanded')) open.owner.setAttribute('aria-expanded', 'true');
  const { menu } = board.parts;
  menu.classList.add('shown');
  if (menu.showPopover) menu.showPopover();
}

function placeMenu(board) {
  const { menu } = board.parts;
  const { at, flush } = board.open;
  const box = menu.getBoundingClientRect();
  const left = Math.max(8, Math.min(flush ? at.right - box.width : at.left, window.innerWidth - box.width - 8));
  const below = at.bottom + 4;
  const top = below + box.height < window.innerHeight - 8 ? below : Math.max(8, window.innerHeight - box.height - 8);
  menu.style.left = `${left}px`;
  menu.style.top = `${top}px`;
}

function fillMenu(board, label, items) {
  const { menu } = board.parts;
  menu.setAttribute('role', 'menu');
  menu.setAttribute('aria-label', label);
  menu.replaceChildren(...items);
  menu.scrollTop = 0;
  placeMenu(board);
  const first = menu.querySelector('[aria-checked="true"]') || menu.querySelector('[role^="menuitem"]:not([aria-disabled])');
  if (first) first.focus();
}

function menuItem(text, act, { detail = '', off = false, role = 'menuitem' } = {}) {
  const item = element('button', { type: 'button', role, tabindex: '-1', 'aria-disabled': off && 'true' }, text);
  if (detail) item.append(element('span', { class: 'detail' }, detail));
  item.addEventListener('click', () => { if (!off) act(); });
  return item;
}

function keyInMenu(board, event) {
  const items = [...board.parts.menu.querySelectorAll('[role^="menuitem"]:not([aria-disabled])')];
  const at = items.indexOf(board.shadow.activeElement);
  const go = (index) => items[(index + items.length) % items.length].focus();
  if (event.key === 'Escape') closeMenu(board, true);
  else if (event.key === 'Tab') { closeMenu(board, true); return; }
  else if (event.key === 'ArrowDown' || event.key === 'ArrowRight') go(at + 1);
  else if (event.key === 'ArrowUp' || event.key === 'ArrowLeft') go(at - 1);
  else if (event.key === 'Home') go(0);
  else if (event.key === 'End') go(-1);
  else if (/^[a-z0-9]$/i.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const letter = event.key.toLowerCase();
    const turned = [...items.slice(at + 1), ...items.slice(0, at + 1)];
    const next = turned.find((item) => item.textContent.trim().toLowerCase().startsWith(letter));
    if (next) next.focus();
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

function listenToMenu(board, signal) {
  const { parts } = board;
  parts.menu.addEventListener('keydown', (event) => keyInMenu(board, event), { signal });
  parts.fresh.addEventListener('click', () => {
    if (board.swallowClick) { board.swallowClick = false; return; }
    if (board.view) addGroup(board);
  }, { signal });
  const away = (event) => {
    const path = event.composedPath();
    if (board.open && !path.includes(parts.menu) && !path.includes(board.open.owner)) closeMenu(board);
  };
  window.addEventListener('pointerdown', away, { signal, capture: true });
  window.addEventListener('scroll', (event) => {
    if (board.open && event.target !== parts.menu) closeMenu(board);
  }, { signal, capture: true });
  window.addEventListener('resize', () => closeMenu(board), { signal });
}
