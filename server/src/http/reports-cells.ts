import type {
  Figure,
  FigureSet,
  ItemList,
  MeanTime,
  MonthlyReport,
  WindowFigures,
} from '@fengsui/config/contract';

export const REPORT_COLUMNS = [
  'section',
  'from',
  'to',
  'county',
  'team',
  'name',
  'measure',
  'numerator',
  'denominator',
  'value',
  'state',
  'incident',
  'type',
  'severity',
  'cause',
  'stage',
  'owner',
  'opened',
  'due',
  'broken',
  'stuck_since',
  'disputed',
] as const;
type ReportColumn = (typeof REPORT_COLUMNS)[number];

/** A line of the table; a column that is not named is empty. */
export type Cells = Partial<Record<ReportColumn, string | number | null>>;

/** As people of the site read a time. */
export type TimeText = (at: number) => string;

/** A line for each figure: of all, of each county, of each team. */
export function figureCells({ from, to, all, counties, teams }: WindowFigures, text: TimeText): Cells[] {
  const span = { from: text(from), to: text(to) };
  return [
    ...setCells(all, span),
    ...counties.flatMap(({ id, name, ...set }) => setCells(set, { ...span, county: id, name: name.zh })),
    ...teams.flatMap(({ id, name, ...set }) => setCells(set, { ...span, team: id, name: name.zh })),
  ];
}

function setCells(set: FigureSet, place: Cells): Cells[] {
  const { timeliness, clocks, firstResponse, handling, pauses } = set;
  const counts = (['opened', 'closed', 'open', 'overdue', 'stuck', 'disputed'] as const).map((measure) => ({
    measure,
    value: set[measure],
  }));
  const measured: Cells[] = [
    { measure: 'timeliness', ...ratio(timeliness) },
    ...clocks.flatMap(({ profile, id, took, ...clock }) => [
      { measure: `timeliness ${profile} ${id}`, ...ratio(clock) },
      { measure: `mean_ms ${profile} ${id}`, ...mean(took) },
    ]),
    { measure: 'first_response_3h', ...ratio(firstResponse) },
    { measure: 'mean_handling_ms', ...mean(handling) },
    ...counts,
    ...pauses.map(({ reason, count, ms }) => ({
      measure: `paused_ms ${reason}`,
      denominator: count,
      value: ms,
    })),
  ];
  return measured.map((cells) => ({ ...place, ...cells }));
}

const mean = ({ sumMs, count, meanMs }: MeanTime): Cells => ({
  numerator: sumMs,
  denominator: count,
  value: meanMs,
});

const ratio = ({ numerator, denominator, ratio: value, state }: Figure): Cells => ({
  numerator,
  denominator,
  value,
  state,
});

export function itemCells({ items, leftOff }: ItemList, text: TimeText): Cells[] {
  const orNothing = (at: number | null): string => (at === null ? '' : text(at));
  const leftOut: Cells[] = leftOff > 0 ? [{ measure: 'left_off', value: leftOff }] : [];
  const listed = items.map((item): Cells => ({
    county: item.county,
    team: item.team,
    incident: item.id,
    type: item.type,
    severity: item.severity,
    cause: item.cause,
    stage: item.stage,
    owner: item.owner.name,
    opened: text(item.openedAt),
    due: orNothing(item.dueAt),
    broken: item.broken.map(({ name, state }) => `${name.zh} ${state}`).join('; '),
    stuck_since: orNothing(item.stuckSince),
    disputed: item.disputed ? 'yes' : '',
  }));
  return [...listed, ...leftOut];
}

export function reviewCells({ breaches, causes, reports }: MonthlyReport): Cells[] {
  return [
    ...breaches.flatMap(({ team, name, late, overdue, incidents }) => [
      { section: 'breaches', team, name: name.zh, measure: 'late', value: late },
      { section: 'breaches', team, name: name.zh, measure: 'overdue', value: overdue },
      { section: 'breaches', team, name: name.zh, measure: 'incidents', value: incidents },
    ]),
    ...causes.flatMap(({ cause, incidents, breached }) => [
      { section: 'causes', cause, measure: 'incidents', value: incidents },
      { section: 'causes', cause, measure: 'breached', value: breached },
    ]),
    ...reports.map(({ channel, count }) => ({
      section: 'reports',
      name: channel,
      measure: 'reports',
      value: count,
    })),
  ];
}
