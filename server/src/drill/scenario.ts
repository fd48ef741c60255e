import type { Cause, IncidentType } from '@fengsui/config/contract';
import type { Play } from './simulate/simulate.ts';

export interface Words {
  zh: string;
  en: string;
}

/**
 * An incident that must come of it, by the rules of `judge.ts`. Whatever incident no expectation
 * explains is a false one.
 */
export interface Expectation {
  /** `weak`: either kind of weakness. */
  type: IncidentType | 'any' | 'weak';
  /** Names of places, any of which may be its scope; `platform` is the server itself. */
  at: readonly string[];
  /** When the fault begins, and within which time of it the incident must open. */
  afterMin: number;
  openWithinS: number;
  cause?: Cause;
  recoverBetweenMin?: readonly [number, number];
  /** How often it may open, reopening included. */
  maxOpenings?: number;
  /** It may come, and need not. */
  optional?: boolean;
  /** There may be several of them. */
  many?: boolean;
}

/** What a play of the emergency broadcast must be found to have reached. */
export interface CampaignExpectation {
  ebmId: string;
  targeted: string;
  failing?: string;
  mute?: string;
}

/** A case of ordinary or extraordinary life, as data: what happens, and what must come of it. */
export interface Scenario extends Play {
  /** Of the list of cases in the domain's papers. */
  number: number;
  name: string;
  title: Words;
  about: Words;
  /** How many devices it wants when nobody says another number. */
  devices: number;
  maintenance?: readonly { where: string; fromMin: number; toMin: number }[];
  expect: readonly Expectation[];
  campaigns?: readonly CampaignExpectation[];
}
