/** As much of MQTT 3.1.1 as a load needs: CONNECT, PUBLISH at QoS 1, and reading what comes back. */

const CONNACK = 0x20;
const PUBACK = 0x40;

/** Keep-alive 0: who sends all the time need not say that it is there. */
export function connectPacket(clientId) {
  const id = text(clientId);
  const fixed = Buffer.concat([text('MQTT'), Buffer.from([4, 2, 0, 0])]);
  return Buffer.concat([Buffer.from([0x10]), length(fixed.length + id.length), fixed, id]);
}

/** The identifier is written into the two bytes that `idAt` names. */
export function publishPacket(topic, payload, retain = false) {
  const name = text(topic);
  const body = Buffer.from(payload);
  const head = Buffer.from([0x32 | Number(retain)]);
  const rest = length(name.length + 2 + body.length);
  const idAt = head.length + rest.length + name.length;
  const packet = Buffer.concat([head, rest, name, Buffer.alloc(2), body]);
  return { packet, idAt, topicAt: head.length + rest.length + 2, bodyAt: idAt + 2 };
}

function text(string) {
  const bytes = Buffer.from(string);
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);
}

function length(bytes) {
  const out = [];
  let left = bytes;
  do {
    out.push((left & 0x7f) | (left > 0x7f ? 0x80 : 0));
    left >>= 7;
  } while (left > 0);
  return Buffer.from(out);
}

/** Reads the four-byte answers of a broker; anything else that it could send here is a fault. */
export function createAnswerReader({ connected, acknowledged }) {
  let rest = Buffer.alloc(0);
  return (chunk) => {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    let at = 0;
    for (; at + 4 <= bytes.length; at += 4) {
      const kind = bytes[at];
      if (kind === PUBACK) acknowledged((bytes[at + 2] << 8) | bytes[at + 3]);
      else if (kind === CONNACK && bytes[at + 3] === 0) connected();
      else throw new Error(`the broker answered ${bytes.subarray(at, at + 4).toString('hex')}`);
    }
    rest = bytes.subarray(at);
  };
}
