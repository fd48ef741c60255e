import type { Failure } from '../http/get-json.ts';
import type { SignInAnswer } from '../http/sign-in.ts';
import type {
  Cause,
  DeviceFlag,
  GapReason,
  IncidentChange,
  IncidentState,
  IncidentType,
  LinkReason,
  LinkState,
  OnCallAnswer,
  PowerState,
  ServiceState,
  Severity,
  SignalState,
} from '@fengsui/config/contract';
import type { StaleReason } from '../live/freshness.ts';
import type { WeakAreasTexts } from './weak-areas-texts.ts';
import type { WorkTexts } from './work.ts';
import type { BoardTexts, SettingsTexts } from './settings-texts.ts';

/** Why somebody is on duty. */
type DutyReason = OnCallAnswer['because'];
export type PartName = 'broker' | 'series' | 'ledger' | 'journal' | 'outbox' | 'warnings';
export type RangeName = 'minutes10' | 'hour' | 'hours6' | 'day' | 'week';

/**
 * Every text of the wall. What is counted comes as text already written in the reader's language
 * (`n`, `of`), with the bare number beside it where the grammar needs it.
 */
export interface Catalogue {
  product: string;
  language: { name: string; switchTo: string };
  skipToDevices: string;
  /** Over the whole width while everything shown is simulated. */
  drillBanner: string;
  /** Between the parts of a list. */
  comma: string;
  header: {
    invented: string;
    drill: string;
    dataAge: string;
    ageUnder: (age: string) => string;
    dataStale: string;
    serverOk: string;
    clock: string;
  };
  parts: Record<PartName, string>;
  partTrouble: (part: string) => string;
  partSince: (at: string) => string;
  ingestLag: (lag: string) => string;
  stale: {
    title: string;
    titleNever: string;
    since: (at: string, duration: string) => string;
    never: (duration: string) => string;
    because: Record<StaleReason, string>;
    shownAsOf: string;
  };
  signIn: {
    title: string;
    hint: string;
    send: string;
    answer: Record<Exclude<SignInAnswer, 'admitted'>, string>;
  };
  loading: { title: string; detail: (duration: string) => string };
  displayFault: string;
  refused: (message: string) => string;
  verdict: {
    /** So many open incidents of a severity. */
    ofSeverity: (n: string, severity: string) => string;
    /** Nothing is open, although some devices are not online. */
    noIncidents: string;
    notAnIncident: (states: string) => string;
    blindAnd: (incidents: string) => string;
    andMore: (n: string) => string;
    allOnline: string;
    online: (n: string) => string;
    offline: (n: string, count: number) => string;
    suspect: (n: string, count: number) => string;
    blind: string;
    blindDetail: (n: string, count: number) => string;
    quiet: (n: string, count: number) => string;
    none: string;
    noneDetail: string;
    detailCalm: (n: string, count: number) => string;
    detailFew: string;
  };
  figures: {
    title: string;
    online: string;
    ofHeard: (of: string) => string;
    /** Where some that were heard cannot be judged now. */
    ofJudged: (of: string) => string;
    offline: string;
    suspect: string;
    standby: string;
    blind: string;
    unknown: string;
    neverHeard: string;
    tooFew: string;
  };
  empty: {
    title: string;
    lead: string;
    /** The same for a region below the top: devices elsewhere may well be heard. */
    regionTitle: string;
    regionLead: string;
    command: string;
    ownProbe: string;
    ownProbeDetail: string;
    otherProbe: string;
    otherProbeDetail: (host: string) => string;
    plant: (n: string) => string;
  };
  incidents: {
    title: string;
    none: string;
    watched: string;
    over: string;
    leftOut: (n: string) => string;
    blind: string;
    platform: string;
    everywhere: string;
    segment: (place: string) => string;
    atLeast: (lost: string, of: string) => string;
    affected: (n: string, of: string) => string;
    unjudged: (n: string, count: number) => string;
    homes: (n: string, count: number) => string;
    from: (at: string) => string;
    openFor: (duration: string) => string;
    recoveredFor: (duration: string) => string;
    strength: (times: string) => string;
    flapping: string;
    reopened: (n: string, count: number) => string;
    onMap: string;
    severity: Record<Severity, string>;
    type: Record<IncidentType, string>;
    cause: Record<Cause, string>;
    state: Record<IncidentState, string>;
    change: Record<IncidentChange, string>;
  };
  incident: {
    deal: string;
    back: string;
    number: (id: string) => string;
    evidence: string;
    timeline: string;
    loading: string;
    failed: (why: string) => string;
    noTimeline: string;
    called: (at: string) => string;
    population: (n: string) => string;
    /** What the evidence's own names mean; another name stands as it is. */
    keys: Record<string, string>;
    /** What its values mean, where these are names. */
    values: Record<string, string>;
  };
  map: {
    title: string;
    label: (region: string) => string;
    unavailable: string;
    noProbe: string;
    tooFew: string;
    blind: string;
    calm: string;
    away: string;
    incident: string;
    legend: string;
    unplaced: (n: string, count: number) => string;
  };
  regions: {
    back: (name: string) => string;
    top: string;
    onlineOfHeard: (online: string, heard: string) => string;
    more: (n: string) => string;
    none: string;
    population: (n: string) => string;
  };
  devices: {
    title: string;
    heardCount: (n: string, count: number) => string;
    neverHeard: (n: string) => string;
    leftOut: (n: string) => string;
    leftOutWhy: string;
    page: (page: string, of: string) => string;
    previous: string;
    next: string;
    stateFor: (duration: string) => string;
    heardAgo: (age: string) => string;
    lastHeard: string;
  };
  detail: {
    metrics: string;
    chooseMetric: string;
    release: string;
    noMetrics: string;
    every: (seconds: string) => string;
    model: (model: string, firmware: string) => string;
  };
  chart: {
    ranges: Record<RangeName, string>;
    range: string;
    loading: string;
    noPoints: string;
    failed: (why: string) => string;
    why: Record<Failure, string>;
    gaps: Record<GapReason, string>;
    weak: string;
    bad: string;
    describe: (metric: string, last: string, min: string, max: string) => string;
    meanOf: (step: string) => string;
  };
  onCall: {
    title: string;
    toWall: string;
    now: string;
    until: (at: string) => string;
    always: string;
    nobody: string;
    nextIs: (name: string) => string;
    because: Record<DutyReason, string>;
    calendar: string;
    turn: (place: string, name: string, from: string, to: string, because: string) => string;
    turnsOf: (place: string) => string;
    asOf: (at: string) => string;
    failed: (why: string) => string;
    loading: string;
    empty: string;
    moreTurns: string;
    ask: {
      title: string;
      place: string;
      placeHint: string;
      at: string;
      send: string;
      steps: string;
      after: (minutes: string) => string;
      atOnce: string;
      nobodyAfter: string;
      noTeam: string;
      unknown: string;
    };
    standIn: {
      title: string;
      hint: string;
      team: string;
      person: string;
      from: string;
      to: string;
      why: string;
      send: string;
      done: (name: string) => string;
      list: string;
      none: string;
      remove: string;
      removeOf: (name: string, from: string, to: string) => string;
      reallyRemove: string;
      keep: string;
      refused: (why: string) => string;
      wrongTimes: string;
    };
  };
  settings: SettingsTexts;
  board: BoardTexts;
  weakAreas: WeakAreasTexts;
  /** The pages on which people deal with incidents. */
  work: WorkTexts;
  link: Record<LinkState, string>;
  because: Record<LinkReason, string>;
  signal: Record<SignalState, string>;
  power: Record<PowerState, string>;
  service: Record<ServiceState, string>;
  flags: Record<DeviceFlag, string>;
  value: { yes: string; no: string; noAnswer: string };
  /** Metrics whose values are states: metric → value as text → word. */
  states: Record<string, Record<string, string>>;
}
