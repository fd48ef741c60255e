/**
 * One measured figure, as people read it.
 *
 * @typedef {object} Figure
 * @property {string} what
 * @property {number} value
 * @property {string} unit
 * @property {number} [aim]
 * @property {boolean} [isLessBetter]
 */

/** @param {Figure} figure */
export function row({ what, value, unit, aim, isLessBetter = false }) {
  const measured = `${number(value)} ${unit}`;
  return `  ${what.padEnd(62)}${measured.padStart(24)}${aim === undefined ? '' : `   ${verdict(value, aim, unit, isLessBetter)}`}`;
}

function verdict(value, aim, unit, isLessBetter) {
  const isMet = isLessBetter ? value <= aim : value >= aim;
  return `${isMet ? 'meets' : 'MISSES'} the aim of ${number(aim)} ${unit}`;
}

function number(value) {
  if (value >= 100) return Math.round(value).toLocaleString('en-US');
  return value.toPrecision(3);
}
