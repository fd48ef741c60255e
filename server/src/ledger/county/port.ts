import type { Incident, IncidentFact } from '@fengsui/config/contract';
import type { CaseRecord, DeskFact } from '../desk/port.ts';
import type { DeviceRecord, LinkTransition } from '../port.ts';

/**
 * `awaited`: the broker keeps its messages for us, the bundle has not come yet. `abandoned`: it will not.
 * `taken`: it was put in here. `handed_over`: it was taken out for another server.
 */
export type HandOverState = 'awaited' | 'abandoned' | 'taken' | 'handed_over';

/** A step in the life of a county among several servers. */
export interface HandOver {
  /** Six digits. */
  county: string;
  state: HandOverState;
  /** Which bundle; '' where there is none. */
  bundle: string;
  /** The name of the other server; '' where it is not known. */
  peer: string;
  /** ms UTC. */
  at: number;
}

/** Everything that a ledger holds of one county, but for the core's parts. */
export interface CountyRows {
  /** Those whose state names the county, in order of ids. */
  devices: DeviceRecord[];
  /** Of these devices, in the order in which they were committed. */
  transitions: LinkTransition[];
  /** Those whose area lies in the county, open or not, in order of ids. */
  incidents: Incident[];
  /** The timelines of these incidents, in the order in which they were committed. */
  incidentFacts: IncidentFact[];
  /** What people did about these incidents, in order of ids. Messages stay where they were written. */
  cases: CaseRecord[];
  /** In order of incidents and of their numbers. */
  deskFacts: DeskFact[];
}

/** What a ledger does for counties that move from one server to another. */
export interface CountyLedger {
  /** How many devices are kept of each county, by its code; those without one are not counted. */
  counties(): Record<string, number>;
  county(code: string): CountyRows;
  /** All steps, oldest first. */
  handOvers(): HandOver[];
  noteHandOver(step: HandOver): void;
  /** In one transaction: the county's rows go, the parts stand as given, the step and its bundle are kept. */
  takeOut(step: HandOver, bundle: Uint8Array, parts: Readonly<Record<string, string>>): void;
  /**
   * In one transaction: the rows are there, the parts stand as given, the step is kept, and bundles of
   * the county that were kept before are let go.
   */
  putIn(step: HandOver, rows: CountyRows, parts: Readonly<Record<string, string>>): void;
  /** The bytes of a bundle that `takeOut` kept. */
  bundle(id: string): Uint8Array | undefined;
}
