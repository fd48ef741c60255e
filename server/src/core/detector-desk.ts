import type { Json } from '@fengsui/config/contract';
import type { BlindReason, DeviceFact } from './device/event.ts';
import type { Detector } from './detector.ts';
import type { Arrival, Fleet, Judged } from './fleet/fleet.ts';
import type { Book } from './incident/book.ts';
import type { Report } from './incident/finding.ts';
import type { CoreFact } from './monitor.ts';
import type { PartTrouble } from './platform/parts.ts';
import type { Waker } from './wakers.ts';

/** Where the reports of detectors go. */
export interface ReportParts {
  book: Pick<Book, 'take'>;
  blind(at: number, because: BlindReason): readonly CoreFact[];
  sighted(at: number, because: BlindReason): readonly CoreFact[];
}

/** Who watches ourselves goes on while nobody else is judged. */
const WAKE_WHEN_BLIND: ReadonlySet<string> = new Set(['platform', 'lag']);
const NO_FACTS: readonly CoreFact[] = [];

/**
 * Which parts are to be kept: those that have said something, all that have anything to keep, or `again`: all, and
 * what was handed out last and could not be written.
 */
export type Which = 'changed' | 'all' | 'again';

/** Asks every detector in its turn, and hands on what they report. */
export function createDetectorDesk(named: Readonly<Record<string, Detector>>, parts: ReportParts) {
  const detectors = Object.entries(named).map(([name, detector]) => ({ name, detector }));
  /** Detectors that have reported something since they were kept last. */
  const spoke = new Set<string>();
  /** Parts that were handed out last: whether they could be written shows when one is asked again. */
  let handedOut: Record<string, Json> = {};

  function noted(name: string, reports: readonly Report[]): readonly CoreFact[] {
    if (reports.length === 0) return NO_FACTS;
    spoke.add(name);
    return reports.flatMap((report): readonly CoreFact[] => {
      if (report.kind === 'campaign') return [report.fact];
      if (report.kind !== 'blind' && report.kind !== 'sighted') return parts.book.take(report);
      return (report.kind === 'blind' ? parts.blind : parts.sighted)(report.at, report.because);
    });
  }

  function askAll(ask: (detector: Detector) => readonly Report[] | undefined): CoreFact[] {
    return detectors.flatMap(({ name, detector }) => noted(name, ask(detector) ?? []));
  }

  const wakers = detectors.map(({ name, detector }) => ({
    name,
    nextWakeAt: detector.nextWakeAt,
    advance: (at: number): readonly CoreFact[] => noted(name, detector.advance(at)),
  }));

  return {
    wakers: wakers as readonly Waker<CoreFact>[],
    wakersBlind: wakers.filter(({ name }) => WAKE_WHEN_BLIND.has(name)) as readonly Waker<CoreFact>[],
    /** What time alone made of devices, and what the detectors say to it. */
    tellDevices(facts: readonly DeviceFact[]): readonly CoreFact[] {
      if (facts.length === 0) return NO_FACTS;
      return [...facts, ...facts.flatMap((fact) => askAll(({ fact: follow }) => follow?.(fact)))];
    },
    observe(judged: Judged, { at, retained, message }: Arrival): readonly CoreFact[] {
      const { before, state, facts, sentAt = at } = judged;
      const observed = { at, sentAt, retained, message, before, state, facts };
      let all: readonly CoreFact[] = facts;
      for (const { name, detector } of detectors) {
        const reports = detector.observe(observed);
        if (reports.length > 0) all = [...all, ...noted(name, reports)];
      }
      return all;
    },
    blind: (at: number, because: BlindReason): CoreFact[] => askAll(({ blind }) => blind?.(at, because)),
    sighted: (at: number): CoreFact[] => askAll(({ sighted }) => sighted?.(at)),
    parts: (now: readonly PartTrouble[], at: number): CoreFact[] => askAll(({ parts }) => parts?.(now, at)),
    keep(which: Which): Record<string, Json> {
      const kept: Record<string, Json> = {};
      for (const { name, detector } of detectors) {
        if (detector.keep && (which !== 'changed' || spoke.has(name))) kept[name] = detector.keep();
      }
      spoke.clear();
      const parts = which === 'changed' ? {} : partsOf(detectors);
      handedOut = which === 'again' ? { ...handedOut, ...parts } : parts;
      return { ...kept, ...handedOut };
    },
    restore(kept: Readonly<Record<string, Json>>, fleet: Pick<Fleet, 'states'>, at: number): void {
      for (const { name, detector } of detectors) {
        detector.restoreParts?.(partsNamed(name, kept));
        const own = kept[name];
        if (own !== undefined) detector.restore?.(own, at);
        detector.resume?.(fleet.states());
      }
    },
  };
}

/** `drift/workday-20` */
function partsOf(detectors: readonly { name: string; detector: Detector }[]): Record<string, Json> {
  return Object.fromEntries(
    detectors.flatMap(({ name, detector }) =>
      Object.entries(detector.keepParts?.() ?? {}).map(([part, kept]) => [`${name}/${part}`, kept]),
    ),
  );
}

function partsNamed(name: string, kept: Readonly<Record<string, Json>>): Record<string, Json> {
  const prefix = `${name}/`;
  const own = Object.entries(kept).filter(([part]) => part.startsWith(prefix));
  return Object.fromEntries(own.map(([part, text]) => [part.slice(prefix.length), text]));
}
