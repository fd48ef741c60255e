import type { Checkpoints } from '../ingest/checkpoints.ts';
import type { Feeder } from '../ingest/feeder.ts';
import type { Intake } from '../ingest/intake.ts';
import type { Rejects } from '../ingest/rejects.ts';
import type { Resender } from '../ingest/resender.ts';
import type { Fleet } from '../core/fleet/fleet.ts';
import type { Journal } from '../journal/journal.ts';
import type { Hub } from '../live/hub.ts';
import type { Clock } from '../clock.ts';
import type { HealthWatch } from './health.ts';
import type { Figure } from './metrics.ts';

export interface FigureParts {
  intake: Intake;
  rejects: Rejects;
  feeder: Feeder;
  journal: Journal;
  checkpoints: Checkpoints;
  resender: Resender;
  fleet: Fleet;
  top: string;
  hub: Hub;
  watch: HealthWatch;
  clock: Clock;
}

/** What Prometheus is told. */
export function figures(parts: FigureParts): Figure[] {
  const { intake, rejects, feeder, journal, checkpoints, resender, fleet, hub, watch, clock } = parts;
  return [
    counter('fengsui_messages_total', 'Messages taken from the broker', intake.messages),
    {
      name: 'fengsui_rejected_total',
      help: 'Messages (or metrics) that were not taken',
      type: 'counter',
      read: () => ({ label: 'reason', values: rejects.totals() }),
    },
    counter(
      'fengsui_samples_stored_total',
      'Samples written to the series store',
      () => feeder.counts().samples,
    ),
    counter(
      'fengsui_samples_refused_total',
      'Samples that the store refused for good',
      () => feeder.counts().refused,
    ),
    counter('fengsui_resend_asked_total', 'Times a device was asked for missing samples', resender.asked),
    gauge('fengsui_ingest_lag_ms', 'Age of the oldest message that is not stored yet', () =>
      feeder.lagMs(clock.now()),
    ),
    gauge('fengsui_journal_bytes', 'Bytes in the journal', journal.bytes),
    gauge(
      'fengsui_journal_unstored_bytes',
      'Bytes that the series store lacks',
      () => journal.head() - feeder.stored(),
    ),
    gauge(
      'fengsui_journal_unkept_bytes',
      'Bytes that the ledger lacks',
      () => journal.head() - checkpoints.kept(),
    ),
    {
      name: 'fengsui_devices',
      help: 'Devices by the state of their link',
      type: 'gauge',
      read: () => ({ label: 'link', values: fleet.tally.count(parts.top).devices }),
    },
    gauge('fengsui_viewers', 'Pages that look on live', hub.viewers),
    gauge('fengsui_up', '1 while every part does its work', () => (watch.health().status === 'ok' ? 1 : 0)),
    gauge('process_resident_memory_bytes', 'Memory of this process', () => process.memoryUsage.rss()),
    counter('process_cpu_seconds_total', 'Processor time of this process', () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1e6;
    }),
  ];
}

function counter(name: string, help: string, read: () => number): Figure {
  return { name, help, type: 'counter', read };
}

function gauge(name: string, help: string, read: () => number): Figure {
  return { name, help, type: 'gauge', read };
}
