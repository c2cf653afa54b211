// What practices say of the group they are in, as a quiet sign on the pin, drawn so that no font is
// needed and never in red; the words stand beside or behind it.

const STANCE_SIGNS = {
  agreed: { d: 'M4 8.5 L7 11.5 L12 5' },
  open: { d: 'M8 4.7 A3.3 3.3 0 1 1 7.99 4.7' },
  'not yet': { d: 'M4.2 8 h.01 M8 8 h.01 M11.8 8 h.01', wide: true },
  no: { d: 'M4.5 8 L11.5 8' },
};

function stanceSign(stance) {
  const { d, wide } = STANCE_SIGNS[stance];
  const sign = svgElement('svg', { class: 'stance-mark', viewBox: '0 0 16 16', 'aria-hidden': 'true', 'data-stance': stance });
  sign.append(
    svgElement('circle', { cx: 8, cy: 8, r: 7.2, class: 'stance-ground' }),
    svgElement('path', { d, class: 'stance-sign', 'stroke-width': wide ? 2.8 : 2 }),
  );
  return sign;
}
