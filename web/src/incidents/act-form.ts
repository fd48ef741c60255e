import type { ActName } from '@fengsui/config/contract';
import { Acts } from '@fengsui/config/contract';

/** What somebody may say with an act, as the fields of a form have it. '' where nothing is said. */
export interface ActValues {
  note: string;
  /** `person:id` or `team:id`. */
  to: string;
  appointmentAt: number | undefined;
  order: string;
  milestone: string;
  cause: string;
  reached: boolean;
  satisfaction: string;
  reason: string;
  from: number | undefined;
  until: number | undefined;
  confirm: boolean;
}
export type ActField = keyof ActValues;

export const noValues = (): ActValues => ({
  ...{ note: '', to: '', appointmentAt: undefined, order: '', milestone: '', cause: '' },
  ...{ reached: true, satisfaction: '', reason: 'waiting_customer' },
  ...{ from: undefined, until: undefined, confirm: true },
});

/** What is asked for, in the order of the form. */
export const FIELDS: Readonly<Record<ActName, readonly ActField[]>> = {
  acknowledge: [],
  assign: ['to', 'note'],
  note: ['note', 'milestone'],
  dispatch: ['to', 'appointmentAt', 'order', 'note'],
  resolve: ['cause', 'note'],
  feedback: ['reached', 'satisfaction', 'note'],
  close: ['note'],
  pause: ['reason', 'note'],
  resume: ['note'],
  'force-majeure': ['from', 'until', 'note'],
  'force-majeure-decision': ['confirm', 'note'],
  'force-majeure-end': ['note'],
};

/** Where the act says something else than the field's own name. */
const NAMES: Partial<Record<ActField, string>> = { until: 'to' };

/** The body of a call; undefined where something is missing or does not fit. */
export function actBody(name: ActName, values: ActValues, extra: object = {}): object | undefined {
  const body: Record<string, unknown> = { ...extra };
  for (const field of FIELDS[name]) {
    const value = valueOf(field, values);
    if (value !== undefined) body[NAMES[field] ?? field] = value;
  }
  if (name === 'feedback' && !values.reached) delete body['satisfaction'];
  return Acts[name].safeParse(body).success ? body : undefined;
}

function valueOf(field: ActField, values: ActValues): unknown {
  const value = values[field];
  if (field === 'satisfaction') return value === '' ? undefined : Number(value);
  if (field === 'to' && typeof value === 'string') return targetOf(value);
  if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim();
  return value;
}

function targetOf(value: string): { kind: string; id: string } | undefined {
  const [kind = '', id = ''] = value.split(':');
  return id ? { kind, id } : undefined;
}
