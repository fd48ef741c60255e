import { readFileSync, writeFileSync } from 'node:fs';

/** Where the figures stand in a document; what is between the two is written anew. */
const BEGIN = '<!-- figures: written by the bench -->';
const END = '<!-- end of figures -->';

/** @param {{ about: string, rows: import('../table.js').Figure[] }[]} tables */
export function writeInto(file, machine, load, tables) {
  const text = readFileSync(file, 'utf8');
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`${file} lacks ${BEGIN} or ${END}`);
  const before = `Load when it began: ${load.toFixed(1)}; what other programs used meanwhile stands with each.`;
  const parts = [`Measured ${machine.at.slice(0, 10)} on ${machine.text}. ${before}`, ...tables.map(tableOf)];
  writeFileSync(file, `${text.slice(0, from)}${BEGIN}\n\n${parts.join('\n\n')}\n\n${text.slice(to)}`);
}

function tableOf({ about, rows }) {
  const lines = rows.map(
    ({ what, value, unit, aim, isLessBetter }) =>
      `| ${[what.trim(), `${number(value)} ${unit}`.trim(), verdict(value, aim, isLessBetter)].join(' | ')} |`,
  );
  return [`### ${about}`, '', '| what | measured | aim |', '| --- | ---: | --- |', ...lines].join('\n');
}

function verdict(value, aim, isLessBetter = false) {
  if (aim === undefined) return '';
  const isMet = isLessBetter ? value <= aim : value >= aim;
  return `${isLessBetter ? 'at most' : 'at least'} ${number(aim)}: ${isMet ? 'met' : '**missed**'}`;
}

function number(value) {
  if (value >= 100 || Number.isInteger(value)) return Math.round(value).toLocaleString('en-US');
  return value.toPrecision(3);
}
