import type {
  AreaSource,
  AreaState,
  BlindSpot,
  EffectFigure,
  EffectReason,
  EffectVerdict,
  NowVerdict,
  RankingQuery,
  Trend,
  WorkKind,
} from '@fengsui/config/contract';
import type { GroupName } from '../weak-areas/area-groups.ts';
import type { Section } from '../weak-areas/address.ts';

/** Every text of the page of weak-signal areas. */
export interface WeakAreasTexts {
  nav: string;
  title: string;
  sections: Record<Section, string>;
  /** What a device-hour is, in one short line. */
  unit: string;
  failed: (why: string) => string;
  storeAway: { title: string; detail: string };
  state: Record<AreaState, string>;
  source: Record<AreaSource, string>;
  groups: Record<GroupName, string>;
  list: {
    title: string;
    search: string;
    none: string;
    noneDetail: string;
    noMatch: string;
    weakOf: (counts: string) => string;
    only: (n: string) => string;
    unmeasured: string;
    weakFor: (duration: string) => string;
    watchedSince: (day: string) => string;
    foundOn: (day: string) => string;
    add: string;
  };
  watch: {
    watch: string;
    unwatch: string;
    undo: string;
    done: string;
    givenUp: string;
    again: string;
    of: (act: string, name: string) => string;
    refused: (why: string) => string;
  };
  evidence: {
    title: string;
    acute: (when: string, share: string) => string;
    again: (ranges: string, days: string, worst: string) => string;
    devices: (n: string) => string;
    worst: (when: string, share: string) => string;
  };
  /** From and to, hours of the day. */
  hours: (from: string, to: string) => string;
  add: {
    title: string;
    hint: string;
    name: string;
    nameHint: string;
    target: string;
    targetHint: string;
    send: string;
  };
  place: {
    where: string;
    listed: string;
    division: string;
    node: string;
    nodeHint: string;
    county: string;
    town: string;
    village: string;
    whole: string;
    missing: string;
  };
  detail: {
    choose: string;
    toList: string;
    incident: (id: string) => string;
    noIncident: string;
    devices: (n: string) => string;
    population: (n: string) => string;
    now: string;
    lastHour: string;
    nothing: string;
    bad: (n: string) => string;
    target: string;
    noTarget: string;
  };
  week: {
    title: string;
    grid: (name: string, metric: string) => string;
    metric: string;
    span: string;
    spans: Record<'weeks4' | 'weeks13', string>;
    measured: (hours: string, of: string) => string;
    loading: string;
    empty: string;
    emptyDetail: string;
    unwatched: string;
    unwatchedDetail: string;
    hour: string;
    now: string;
    /** Day and hours. */
    cell: (when: string) => string;
    weak: (share: string, weak: string, of: string) => string;
    few: (devices: string, n: string) => string;
    none: string;
    median: (value: string) => string;
    p05: (value: string) => string;
    most: (devices: string) => string;
    legend: string;
    fewMark: string;
    noneMark: string;
    keys: string;
  };
  usual: {
    title: string;
    now: (share: string, counts: string) => string;
    usual: (share: string, n: string) => string;
    median: (now: string, usual: string) => string;
    verdict: Record<NowVerdict, string>;
    worst: string;
    noWorst: string;
    worstOf: (share: string, n: string) => string;
  };
  works: {
    title: string;
    ofArea: string;
    none: string;
    noneDetail: string;
    add: string;
    goesOn: string;
    by: (name: string) => string;
    list: string;
    sides: (before: string, after: string, matched: string) => string;
    loading: string;
    figure: string;
    before: string;
    after: string;
    difference: string;
    verdict: string;
    n: (n: string, days: string) => string;
    tests: (n: string, days: string) => string;
    points: (n: string) => string;
    interval: (low: string, high: string) => string;
    overlaps: (titles: string) => string;
    what: Record<EffectFigure['what'], string>;
    source: Record<EffectFigure['source'], string>;
    verdicts: Record<EffectVerdict, string>;
    because: Record<EffectReason, string>;
    noFigures: string;
    notes: string;
    kind: string;
    kinds: Record<WorkKind, string>;
    name: string;
    nameHint: string;
    from: string;
    to: string;
    note: string;
    send: string;
    done: string;
    backwards: string;
  };
  ranking: {
    title: string;
    rule: string;
    level: string;
    levels: Record<RankingQuery['level'], string>;
    weeks: string;
    none: string;
    noneDetail: string;
    looked: (areas: string) => string;
    tooFew: (n: string) => string;
    peopleUnknown: (n: string) => string;
    rank: string;
    place: string;
    people: string;
    weakHours: string;
    cost: string;
    ofHours: (hours: string) => string;
    badHours: (hours: string) => string;
    trendTitle: string;
    trend: Record<Trend, string>;
    trendOf: (name: string, word: string) => string;
    devices: (n: string) => string;
  };
  blind: {
    title: string;
    share: (blind: string, villages: string) => string;
    grey: string;
    none: string;
    noneDetail: string;
    people: (n: string) => string;
    villages: (n: string) => string;
    villagesOf: (n: string, of: string) => string;
    silentSince: (at: string) => string;
    why: Record<BlindSpot['why'], string>;
  };
  tests: {
    title: string;
    hint: string;
    columns: string;
    name: string;
    nameHint: string;
    file: string;
    send: string;
    sending: string;
    done: (rows: string) => string;
    faults: (n: string) => string;
    line: string;
    column: string;
    fault: string;
    list: string;
    none: string;
    rows: (n: string) => string;
    tooLarge: (size: string) => string;
  };
}
