import type { CheckRunner } from './checks/run-checks.ts';
import type { CommandHandlers } from './link/commands.ts';
import type { Outbox } from './link/outbox.ts';
import type { Sampler } from './report/sampler.ts';

export interface HandlerParts {
  sampler: Pick<Sampler, 'oweAll' | 'round' | 'takePart'>;
  runner: Pick<CheckRunner, 'only' | 'names'>;
  outbox: Pick<Outbox, 'resend'>;
  rebirth: () => void;
  setInterval: (T: number) => void;
  signal: AbortSignal;
}

/** What the server may ask of a probe. */
export function createHandlers(parts: HandlerParts): CommandHandlers {
  const { sampler, runner, outbox, signal } = parts;
  return {
    async rebirth() {
      parts.rebirth();
      sampler.oweAll();
      await sampler.round();
      return null;
    },
    async sample_now() {
      sampler.oweAll();
      return await sampler.round();
    },
    async set_interval({ T }) {
      parts.setInterval(T);
      parts.rebirth();
      sampler.oweAll();
      return { T };
    },
    async run_check({ check }) {
      const outcome = await runner.only(check, signal);
      if (!outcome) throw new Error(`no such check; there are ${runner.names.join(', ')}`);
      if (outcome.kind !== 'measured') throw new Error(`${outcome.kind}: ${outcome.why}`);
      sampler.takePart(outcome.metrics);
      return outcome.metrics;
    },
    async resend(args) {
      const { sent, missing } = await outbox.resend(args);
      return { sent, missing: missing.map(([from, to]) => [from, to]) };
    },
  };
}
