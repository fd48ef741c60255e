import { COUNTY, FIRST_SEQ, UPTIME_BASE, birthBody, birthTopic, bootOf } from './devices.js';
import { dataBody, dataTopic, digits, kindsOf, nameOf } from './devices.js';
import { publishPacket } from './packets.js';
import { createSiteNames } from './site.js';

const DIGITS_OF_A_NAME = 6;
const ZERO = 48;

/** Writes packets of a fleet: a template of the class, and over it what is the device's and the beat's own. */
export function createEncoder(fleet) {
  const kinds = kindsOf(fleet);
  const { nodeOf } = createSiteNames(kinds.length);
  const templates = new Map([...new Set(kinds)].map((kind) => [kind, templateOf(kind)]));
  const all = kinds.map((kind) => templates.get(kind));
  const seqs = new Uint32Array(kinds.length).fill(FIRST_SEQ);
  const longest = Math.max(...[...templates.values()].map(({ packet }) => packet.length));

  return {
    devices: kinds.length,
    longest,
    /** Writes the device's next sample at `offset`; answers where it ends. `ts` is whole ms. */
    data(out, offset, index, packetId, ts) {
      const { packet, idAt, nameAt, parts } = all[index];
      const seq = ++seqs[index];
      packet.copy(out, offset);
      out[offset + idAt] = packetId >> 8;
      out[offset + idAt + 1] = packetId & 0xff;
      putDigits(out, offset + nameAt, DIGITS_OF_A_NAME, index);
      for (const part of parts) part.put(out, offset + part.at, part, { index, seq, ts });
      return offset + packet.length;
    },
    birth(index, packetId, ts) {
      const kind = kinds[index];
      const body = birthBody(kind, index, { area: COUNTY, parent: nodeOf(index), ts });
      const { packet, idAt } = publishPacket(birthTopic(COUNTY, nameOf(kind, index)), body, true);
      packet.writeUInt16BE(packetId, idAt);
      return packet;
    },
  };
}

function templateOf(kind) {
  const { body, parts } = dataBody(kind);
  const topic = dataTopic(COUNTY, nameOf(kind, 0));
  const { packet, idAt, topicAt, bodyAt } = publishPacket(topic, body);
  const nameAt = topicAt + topic.length - DIGITS_OF_A_NAME;
  return {
    ...{ packet, idAt, nameAt },
    parts: parts.map((part) => ({ ...part, at: bodyAt + part.at, put: PUT[part.what] })),
  };
}

const PUT = {
  boot: (out, at, { width }, { index }) => out.write(bootOf(index), at, width, 'latin1'),
  seq: (out, at, { width }, { seq }) => putDigits(out, at, width, seq),
  ts: (out, at, { width }, { ts }) => putDigits(out, at, width, ts),
  uptime: (out, at, { width, T }, { seq }) =>
    putDigits(out, at, width, (UPTIME_BASE + (seq - FIRST_SEQ) * T) % 10 ** width),
  wave(out, at, { width, base, span, decimals }, { index, seq }) {
    const scale = 10 ** decimals;
    const scaled = Math.round((base + Math.sin(index + seq / 7) * span) * scale);
    out.write(fixed(Math.abs(scaled), scaled < 0, width, decimals), at, width, 'latin1');
  },
};

const texts = new Map();

/** There are a few hundred of these: made once each. */
function fixed(scaled, isNegative, width, decimals) {
  const key = scaled * 40 + decimals * 2 + Number(isNegative);
  const known = texts.get(key);
  if (known !== undefined) return known;
  const sign = isNegative ? '-' : '';
  const number = decimals === 0 ? String(scaled) : (scaled / 10 ** decimals).toFixed(decimals);
  const text = sign + digits(number, width - sign.length);
  texts.set(key, text);
  return text;
}

function putDigits(out, at, width, number) {
  let left = number;
  for (let i = at + width - 1; i >= at; i--) {
    const rest = Math.floor(left / 10);
    out[i] = ZERO + (left - rest * 10);
    left = rest;
  }
}
