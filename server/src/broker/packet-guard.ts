import { MAX_PAYLOAD_BYTES } from '@fengsui/config/contract';

/** Topic, client id, user name, will topic and headers beside the largest payload. */
export const MAX_PACKET_BYTES = MAX_PAYLOAD_BYTES + 4 * 1024;

export type PacketFault = 'packet_size' | 'byte_rate' | 'control_rate';

export interface PacketGuardLimits {
  mayRead(bytes: number): boolean;
  /** Of packets that neither bear a message nor answer one: a flood of them costs as much. */
  mayControl(): boolean;
}

const PUBLISH = 3;
const PUBCOMP = 7;

const UNLIMITED: PacketGuardLimits = { mayRead: () => true, mayControl: () => true };

/**
 * Watches the bytes of one MQTT connection: names what is wrong as soon as a packet announces more bytes
 * than any message of ours can have (the parser behind it would gather up to 256 MiB first), or when
 * more comes than may.
 */
export function createPacketGuard(
  limits: PacketGuardLimits = UNLIMITED,
): (chunk: Uint8Array) => PacketFault | undefined {
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

  function begin(byte: number): boolean {
    inLength = true;
    length = shift = 0;
    const type = byte >> 4;
    return (type >= PUBLISH && type <= PUBCOMP) || limits.mayControl();
  }

  return (chunk) => {
    if (!limits.mayRead(chunk.length)) return 'byte_rate';
    for (let i = 0; i < chunk.length;) {
      if (rest > 0) {
        const step = Math.min(rest, chunk.length - i);
        rest -= step;
        i += step;
      } else if (inLength) {
        if (!takeLengthByte(chunk[i++] ?? 0)) return 'packet_size';
      } else if (!begin(chunk[i++] ?? 0)) {
        return 'control_rate';
      }
    }
    return undefined;
  };
}
