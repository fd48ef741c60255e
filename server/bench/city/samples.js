import { START } from '../fleet.js';
import { createEncoder } from './encoder.js';

/** The same messages as the load sends, for the raw parts that take something else than MQTT. */

const FLEET = 'mixed';
/** As at 30,000 messages a second: neighbours are less than a millisecond apart. */
const PER_MS = 30;

export function createMessages() {
  const encoder = createEncoder(FLEET);
  let sent = 0;
  return {
    /** The next payloads, as bytes. */
    payloads(count) {
      return Array.from({ length: count }, () => {
        const out = Buffer.alloc(encoder.longest);
        const ts = START + Math.floor(sent / PER_MS);
        const end = encoder.data(out, 0, sent++ % encoder.devices, 1, ts);
        return out.subarray(out.indexOf('{'), end);
      });
    },
    /** The next samples as a store is given them: `{device, ts, m}`, every value a number. */
    samples(count) {
      const first = sent;
      return this.payloads(count).map((payload, i) => {
        const { ts, m } = JSON.parse(payload.toString());
        const numbers = Object.entries(m).map(([metric, value]) => [metric, Number(value)]);
        return { device: (first + i) % encoder.devices, ts, m: numbers };
      });
    },
  };
}
