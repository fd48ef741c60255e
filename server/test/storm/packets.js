/** MQTT 3.1.1, as much of it as a probe speaks: packets as bytes, and bytes as packets. */

const TYPE = { connack: 2, publish: 3, puback: 4, suback: 9 };

export const PING = Buffer.from([0xc0, 0]);

/**
 * @param {{ clientId: string, keepalive?: number, clean?: boolean,
 *   will?: { topic: string, payload: string } }} options the will is retained, QoS 1
 */
export function connectPacket({ clientId, keepalive = 60, clean = true, will }) {
  const flags = (clean ? 2 : 0) | (will ? 4 | (1 << 3) | 32 : 0);
  const head = [...Buffer.from([0, 4]), ...Buffer.from('MQTT'), 4, flags, keepalive >> 8, keepalive & 255];
  return packet(0x10, [
    Buffer.from(head),
    text(clientId),
    ...(will ? [text(will.topic), text(will.payload)] : []),
  ]);
}

/** @param {{ topic: string, payload: string | Buffer, id?: number, retain?: boolean }} message QoS 1 with an id */
export function publishPacket({ topic, payload, id, retain = false }) {
  const flags = (id === undefined ? 0 : 2) | (retain ? 1 : 0);
  const parts = [text(topic), ...(id === undefined ? [] : [number(id)]), Buffer.from(payload)];
  return packet(0x30 | flags, parts);
}

/** @param {number} id @param {string[]} filters each at QoS 1 */
export function subscribePacket(id, filters) {
  return packet(0x82, [number(id), ...filters.flatMap((filter) => [text(filter), Buffer.from([1])])]);
}

function packet(first, parts) {
  const body = Buffer.concat(parts);
  const length = [];
  for (let rest = body.length; ; rest >>= 7) {
    length.push(rest > 127 ? (rest & 127) | 128 : rest);
    if (rest <= 127) return Buffer.concat([Buffer.from([first, ...length]), body]);
  }
}

const number = (value) => Buffer.from([value >> 8, value & 255]);

function text(value) {
  const bytes = Buffer.from(value);
  return Buffer.concat([number(bytes.length), bytes]);
}

/**
 * Calls back for what a broker says. `connack` gives the return code, `suback` the codes granted.
 * @param {{ connack?: (code: number) => void, puback?: (id: number) => void,
 *   suback?: (granted: number[]) => void,
 *   publish?: (message: { topic: string, payload: Buffer, id?: number }) => void }} on
 * @returns {(chunk: Buffer) => void}
 */
export function createReader(on) {
  let kept = Buffer.alloc(0);
  return (chunk) => {
    let bytes = kept.length > 0 ? Buffer.concat([kept, chunk]) : chunk;
    for (let whole = wholePacket(bytes); whole; whole = wholePacket(bytes)) {
      tell(on, bytes[0] ?? 0, bytes.subarray(whole.from, whole.to));
      bytes = bytes.subarray(whole.to);
    }
    kept = bytes;
  };
}

function wholePacket(bytes) {
  let length = 0;
  for (let i = 1; i < Math.min(bytes.length, 5); i++) {
    length |= (bytes[i] & 127) << (7 * (i - 1));
    if (bytes[i] & 128) continue;
    const to = i + 1 + length;
    return to <= bytes.length ? { from: i + 1, to } : undefined;
  }
  return undefined;
}

function tell(on, first, body) {
  switch (first >> 4) {
    case TYPE.connack:
      return on.connack?.(body[1]);
    case TYPE.puback:
      return on.puback?.(body.readUInt16BE(0));
    case TYPE.suback:
      return on.suback?.([...body.subarray(2)]);
    case TYPE.publish:
      return on.publish?.(messageOf(first, body));
    default:
      return undefined;
  }
}

function messageOf(first, body) {
  const end = 2 + body.readUInt16BE(0);
  const topic = body.toString('utf8', 2, end);
  if ((first & 6) === 0) return { topic, payload: body.subarray(end) };
  return { topic, payload: body.subarray(end + 2), id: body.readUInt16BE(end) };
}
