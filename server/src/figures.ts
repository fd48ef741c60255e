import type { BrokerLink } from './broker/port.ts';
import type { Clock } from './clock.ts';
import type { Fleet } from './core/fleet/fleet.ts';
import type { HealthWatch } from './observe/health.ts';
import type { Figure } from './observe/metrics.ts';
import { BOUNDS_MS } from './storer/delays.ts';
import type { Storer } from './storer/storer.ts';
import { lagMs } from './storer/storer.ts';

type Counts = Readonly<Record<string, number | undefined>>;

/** Of each part, what is read of it here. */
export interface FigureParts {
  intake: { messages(): number };
  rejects: { totals(): Counts };
  storer: Pick<Storer, 'state'>;
  journal: { bytes(): number; head(): number };
  checkpoints: { kept(): number };
  resender: { asked(): number };
  fleet: Pick<Fleet, 'tally'>;
  top: string;
  hub: { viewers(): number };
  broker: () => Pick<BrokerLink, 'connections' | 'refused'> | undefined;
  watch: Pick<HealthWatch, 'health'>;
  outbox: readonly Figure[];
  clock: Clock;
}

/** What Prometheus is told. */
export function figures(parts: FigureParts): Figure[] {
  return [
    ...taken(parts),
    ...stored(parts),
    ...waiting(parts),
    ...state(parts),
    ...parts.outbox,
    ...ofProcess,
  ];
}

function taken({ intake, rejects, resender }: FigureParts): Figure[] {
  return [
    counter('fengsui_messages_total', 'Messages taken from the broker', intake.messages),
    {
      name: 'fengsui_rejected_total',
      help: 'Messages (or metrics) that were not taken',
      type: 'counter',
      read: () => ({ label: 'reason', values: rejects.totals() }),
    },
    counter('fengsui_resend_asked_total', 'Times a device was asked for missing samples', resender.asked),
  ];
}

function stored({ storer, clock }: FigureParts): Figure[] {
  const { state } = storer;
  return [
    counter('fengsui_samples_stored_total', 'Samples written to the series store', () => state().samples),
    counter(
      'fengsui_samples_refused_total',
      'Samples that the store refused for good',
      () => state().refused,
    ),
    gauge('fengsui_ingest_lag_ms', 'Age of the oldest message that is not stored yet', () =>
      lagMs(state(), clock.now()),
    ),
    {
      name: 'fengsui_arrival_to_stored_ms',
      help: 'From the arrival of a message until it was in the series store',
      type: 'histogram',
      read: () => ({ bounds: BOUNDS_MS, ...state().delays }),
    },
  ];
}

function waiting({ journal, storer, checkpoints }: FigureParts): Figure[] {
  return [
    gauge('fengsui_journal_bytes', 'Bytes in the journal', journal.bytes),
    gauge(
      'fengsui_journal_unstored_bytes',
      'Bytes that the series store lacks',
      () => journal.head() - storer.state().stored,
    ),
    gauge(
      'fengsui_journal_unkept_bytes',
      'Bytes that the ledger lacks',
      () => journal.head() - checkpoints.kept(),
    ),
  ];
}

function state({ fleet, top, hub, watch, broker }: FigureParts): Figure[] {
  return [
    {
      name: 'fengsui_devices',
      help: 'Devices by the state of their link',
      type: 'gauge',
      read: () => ({ label: 'link', values: fleet.tally.count(top).devices }),
    },
    gauge(
      'fengsui_broker_connections',
      'Connections to the embedded broker',
      () => broker()?.connections?.() ?? 0,
    ),
    {
      name: 'fengsui_broker_refused_total',
      help: 'What the embedded broker refused its clients',
      type: 'counter',
      read: () => ({ label: 'reason', values: broker()?.refused?.() ?? {} }),
    },
    gauge('fengsui_viewers', 'Pages that look on live', hub.viewers),
    gauge('fengsui_up', '1 while every part does its work', () => (watch.health().status === 'ok' ? 1 : 0)),
  ];
}

const ofProcess: readonly Figure[] = [
  gauge('process_resident_memory_bytes', 'Memory of this process', () => process.memoryUsage.rss()),
  counter('process_cpu_seconds_total', 'Processor time of this process', () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  }),
];

function counter(name: string, help: string, read: () => number): Figure {
  return { name, help, type: 'counter', read };
}

function gauge(name: string, help: string, read: () => number): Figure {
  return { name, help, type: 'gauge', read };
}
