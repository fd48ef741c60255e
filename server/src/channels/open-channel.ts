import type { Channel, ChannelDeps, ChannelMessage, ChannelType, Sent } from './port.ts';
import { never } from './answer.ts';
import { createRedactor, partsOf, secretsOf } from './secrets.ts';
import { troubleOf } from './trouble.ts';

const MAX_WHY = 300;
const MAX_REFERENCE = 256;

/**
 * A channel as the rest of the program knows it: its address is checked first, nothing it answers holds a
 * secret, nothing is longer than it may be, and nothing is thrown. Throws where the settings are of no use.
 */
export function openChannel(
  type: ChannelType,
  settings: Readonly<Record<string, unknown>>,
  deps: ChannelDeps,
): Channel {
  const parsed = type.settings.parse(settings);
  const opened = type.open(parsed, deps);
  const secrets = secretsOf(type.settings, parsed);

  async function send(message: ChannelMessage): Promise<Sent> {
    const address = type.address.safeParse(message.address);
    if (!address.success) return never(`the address does not fit: ${address.error.issues[0]?.message ?? ''}`);
    try {
      return await opened.send({ ...message, address: address.data });
    } catch (error) {
      return troubleOf(error);
    }
  }

  return {
    type: type.type,
    ...(type.perMinute !== undefined && { perMinute: type.perMinute }),
    async send(message) {
      const sent = await send(message);
      const redact = createRedactor([...secrets, ...secretAddress(message.address)]);
      if (!sent.ok) return { ...sent, why: redact(tidy(sent.why)).slice(0, MAX_WHY) };
      const { reference } = sent;
      return reference === undefined
        ? sent
        : { ok: true, reference: redact(tidy(reference)).slice(0, MAX_REFERENCE) };
    },
  };
}

/** A subscription to push messages is a secret of the person whose browser gave it. */
function secretAddress(address: string): string[] {
  if (!address.startsWith('{')) return [];
  const [, endpoint = ''] = /"endpoint"\s*:\s*"([^"]*)"/.exec(address) ?? [];
  return [address, ...partsOf(endpoint)];
}

function tidy(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
