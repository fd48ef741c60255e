import type {
  ActName,
  HandlingChange,
  Milestone,
  PageFact,
  PauseReason,
  ReportChannel,
  ServiceClock,
  Stage,
} from '@fengsui/config/contract';

type PauseByHand = Exclude<PauseReason, 'force_majeure'>;
type TellableMilestone = Extract<Milestone, 'contacted' | 'located' | 'visited'>;

/** The texts of the pages on which people deal with incidents. */
export interface WorkTexts {
  title: string;
  nav: { label: string; wall: string; incidents: string; onCall: string };
  report: string;
  asOf: (at: string) => string;
  /** The server did not answer: what stands there is old. */
  old: (why: string, age: string) => string;
  failed: (why: string) => string;
  loading: string;
  notThere: (id: string) => string;
  me: { label: string; nobody: string; hint: string };
  stage: Record<Stage, string>;
  filter: { stage: string; all: string; region: string; everywhere: string; type: string; anyType: string };
  list: {
    none: string;
    noneDetail: string;
    order: string;
    orderClosed: string;
    newer: string;
    older: string;
    more: string;
    owner: (name: string) => string;
    reports: (n: string, count: number) => string;
    disputed: string;
    stuck: string;
  };
  due: {
    left: (duration: string) => string;
    overdue: (duration: string) => string;
    paused: string;
    /** Clock, then how long. */
    of: (clock: string, left: string) => string;
    stage: string;
    none: string;
  };
  clocks: {
    title: string;
    none: string;
    within: (duration: string) => string;
    state: Record<ServiceClock['state'], string>;
    dueAt: (at: string) => string;
    metAt: (at: string) => string;
    paused: (duration: string) => string;
    describe: (name: string, state: string, due: string) => string;
  };
  detail: {
    toList: string;
    owner: string;
    team: string;
    since: string;
    affected: string;
    sure: string;
    rule: string;
    stages: string;
    why: string;
    evidence: string;
  };
  act: Record<ActName, string>;
  doing: {
    title: string;
    send: string;
    cancel: string;
    done: (act: string) => string;
    nothingLeft: string;
    keepDisputed: string;
    keepDisputedHint: string;
    toFeedback: string;
  };
  field: {
    to: string;
    persons: string;
    teams: string;
    choose: string;
    note: string;
    noteNeeded: string;
    appointment: string;
    order: string;
    milestone: string;
    noMilestone: string;
    cause: string;
    reached: string;
    yes: string;
    no: string;
    satisfaction: string;
    unsaid: string;
    reason: string;
    from: string;
    to2: string;
    decision: string;
    confirm: string;
    reject: string;
    optional: (field: string) => string;
  };
  milestone: Record<TellableMilestone, string>;
  pause: Record<PauseByHand, string>;
  refusal: {
    closed: string;
    beyond: (stage: string) => string;
    restored: (stage: string) => string;
    unknown: (id: string) => string;
    devices_disagree: (lost: string, of: string) => string;
    not_restored: (stage: string) => string;
    no_feedback: string;
    not_decided: string;
    paused: (reason: string) => string;
    not_paused: string;
    claimed: string;
    span: string;
    not_claimed: string;
    same_person: string;
    not_confirmed: string;
    /** The ledger cannot be written. */
    away: string;
    unfit: (what: string) => string;
    gone: string;
    other: (detail: string) => string;
    unsure: (why: string) => string;
  };
  story: {
    title: string;
    all: string;
    trouble: string;
    people: string;
    pages: string;
    show: string;
    none: string;
    program: string;
    level: (level: string) => string;
    appointment: (at: string) => string;
    order: (order: string) => string;
    until: (at: string) => string;
    provenByDevices: string;
    provenByNobody: string;
    notReached: string;
    satisfaction: (n: string) => string;
    milestone: (what: string) => string;
    overHeads: string;
    ref: (ref: string) => string;
    promises: (list: string) => string;
    promise: (name: string, within: string) => string;
    closedBecause: Record<'withdrawn' | 'nobody_concerned' | 'healed_by_itself', string>;
  };
  /** A sentence for each line of people; of the program's own, without who. */
  said: Record<HandlingChange, (who: string, what: string) => string>;
  paging: {
    title: string;
    none: string;
    failed: (why: string) => string;
    stages: string;
    nobody: string;
    about: Record<PageFact['about'], string>;
    said: Record<PageFact['change'], (who: string, about: string) => string>;
    line: (who: string, about: string) => string;
  };
  fresh: {
    title: string;
    kind: string;
    byReport: string;
    byHand: string;
    reportHint: string;
    handHint: string;
    channel: string;
    channels: Record<ReportChannel, string>;
    words: string;
    wordsHint: string;
    county: string;
    town: string;
    wholeCounty: string;
    device: string;
    deviceHint: string;
    ref: string;
    escalated: string;
    severity: string;
    homes: string;
    sendReport: string;
    sendHand: string;
    joined: string;
    opened: string;
    see: (place: string) => string;
    another: string;
    noPlaces: string;
  };
}
