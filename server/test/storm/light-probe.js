import { connect } from 'node:net';
import { PING, connectPacket, createReader, publishPacket, subscribePacket } from './packets.js';

/**
 * A probe as light as it can be: one socket, a birth and a will, data every T seconds. It comes back as the
 * contract says: full jitter over an exponential range.
 *
 * @typedef {{ port: number, county: string, T: number, baseS: number, capS: number, random: () => number }} Terms
 * @typedef {{ connects: number, refused: number, ended: number, up: number }} Counts
 */

const CONNECT_WITHIN_MS = 20_000;
const STABLE_AFTER_MS = 30_000;
const MAX_ID = 60_000;

const wallMs = () => Math.floor(performance.timeOrigin + performance.now());

/** @param {{ device: string, address: string, node: string, terms: Terms, counts: Counts }} parts */
export function startProbe({ device, address, node, terms, counts }) {
  const { port, county, T, baseS, capS, random } = terms;
  const boot = Math.floor(random() * 2 ** 48 + 1).toString(16);
  const topic = (verb) => `fengsui/v1/${county}/${verb}/${device}`;
  const will = { topic: topic('death'), payload: JSON.stringify({ v: 1, boot, reason: 'lost' }) };
  let [seq, failures, isOver] = [0, 0, false];
  let [socket, timer] = [];

  function come() {
    const mine = connect({ port, host: '127.0.0.1', localAddress: address, noDelay: true });
    socket = mine;
    let upAt;
    const giveUp = setTimeout(() => mine.destroy(), CONNECT_WITHIN_MS);
    const connack = (code) => {
      clearTimeout(giveUp);
      if (code !== 0) return mine.destroy();
      upAt = performance.now();
      counts.up++;
      counts.connects++;
      begin(mine);
    };
    mine.on('connect', () =>
      mine.write(connectPacket({ clientId: `fengsui-${device}`, keepalive: T, will })),
    );
    mine.on('data', createReader({ connack }));
    mine.on('error', () => undefined);
    mine.on('close', () => {
      clearTimeout(giveUp);
      leave(upAt);
    });
  }

  function leave(upAt) {
    clearInterval(timer);
    if (upAt === undefined) counts.refused++;
    else {
      counts.up--;
      counts.ended++;
    }
    if (isOver) return;
    const lasted = upAt === undefined ? 0 : performance.now() - upAt;
    const range = Math.min(capS, baseS * 2 ** Math.min(failures, 30));
    failures = lasted >= STABLE_AFTER_MS ? 0 : failures + 1;
    setTimeout(come, random() * range * 1_000);
  }

  const say = (to, verb, body, retain) => {
    const payload = JSON.stringify({ v: 1, boot, seq: seq++, ts: wallMs(), ...body });
    to.write(publishPacket({ topic: topic(verb), payload, retain, id: 1 + (seq % MAX_ID) }));
  };

  function begin(to) {
    const what = { class: 'eb_speaker', T, area: county, parent: node };
    say(to, 'birth', { ...what, boot_reason: seq === 0 ? 'cold' : 'reconnect' }, true);
    to.write(subscribePacket(1, [topic('cmd')]));
    const beat = () => say(to, 'data', { m: { 'pwr.mains_v': 220, 'eb.work_state': 1 } });
    beat();
    timer = setInterval(beat, T * 1_000 * (0.9 + 0.1 * random()));
  }

  come();
  return {
    ping: () => socket.write(PING),
    end() {
      isOver = true;
      socket.destroy();
    },
  };
}
