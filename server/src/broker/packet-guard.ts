import { MAX_PAYLOAD_BYTES } from '@fengsui/config/contract';

/** Topic, client id, user name, will topic and headers beside the largest payload. */
const MAX_PACKET_BYTES = MAX_PAYLOAD_BYTES + 4 * 1024;

/**
 * Watches the bytes of one MQTT connection: answers false as soon as a packet announces more bytes
 * than any message of ours can have. The parser behind it would gather up to 256 MiB first.
 */
export function createPacketGuard(): (chunk: Uint8Array) => boolean {
  /** Bytes of the current packet's body that are still to come. */
  let rest = 0;
  let inLength = false;
  let length = 0;
  let shift = 0;

  function takeLengthByte(byte: number): boolean {
    length |= (byte & 0x7f) << shift;
    shift += 7;
    if (byte & 0x80) return shift <= 21;
    inLength = false;
    rest = length;
    return length <= MAX_PACKET_BYTES;
  }

  return (chunk) => {
    for (let i = 0; i < chunk.length;) {
      if (rest > 0) {
        const step = Math.min(rest, chunk.length - i);
        rest -= step;
        i += step;
      } else if (inLength) {
        if (!takeLengthByte(chunk[i++] ?? 0)) return false;
      } else {
        inLength = true;
        length = shift = 0;
        i++;
      }
    }
    return true;
  };
}
