import type { Channel, ChannelMessage, Sent } from '../channels/port.ts';

/** For tests: a channel that answers when it is told to, or at once where an answer is set. */
export interface Puppet extends Channel {
  taken: ChannelMessage[];
  answer: Sent | undefined;
  finish(sent: Sent): void;
}

export function puppet(type: string, perMinute?: number): Puppet {
  const open: ((sent: Sent) => void)[] = [];
  const self: Puppet = {
    type,
    ...(perMinute !== undefined && { perMinute }),
    taken: [],
    answer: { ok: true },
    finish: (sent) => open.shift()?.(sent),
    send(message) {
      self.taken.push(message);
      return self.answer ? Promise.resolve(self.answer) : new Promise((done) => void open.push(done));
    },
  };
  return self;
}
