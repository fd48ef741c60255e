import { startProbe } from './light-probe.js';

/** A process full of light probes; told what to do, and asked how they are, over its channel. */

const START_A_TICK_MS = 20;

const counts = { connects: 0, refused: 0, ended: 0, up: 0 };
const probes = [];

/** @param {{ names: { device: string, node: string, address: string }[], terms: object, perSecond: number }} order */
function start({ names, terms, perSecond }) {
  const known = { ...terms, random: Math.random };
  const aTick = Math.max(1, Math.round((perSecond * START_A_TICK_MS) / 1_000));
  const starting = setInterval(() => {
    for (const name of names.splice(0, aTick)) probes.push(startProbe({ ...name, terms: known, counts }));
    if (names.length === 0) clearInterval(starting);
  }, START_A_TICK_MS);
}

process.on('message', (order) => {
  if (order.start) start(order.start);
  else process.send(counts);
});
process.on('disconnect', () => process.exit(0));
