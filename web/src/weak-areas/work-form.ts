import type { AreaScope, WorkKind } from '@fengsui/config/contract';
import { WorkBody } from '@fengsui/config/contract';

/** The form for works; '' where nothing is said. */
export interface WorkValues {
  kind: WorkKind;
  title: string;
  from: number | undefined;
  to: number | undefined;
  note: string;
}

export const noWork = (): WorkValues => ({
  ...{ kind: 're_tilt', title: '', from: undefined, to: undefined, note: '' },
});

export const isBackwards = ({ from, to }: WorkValues): boolean =>
  from !== undefined && to !== undefined && to < from;

/** The body of a call; undefined where something is missing or does not fit. */
export function workBody(values: WorkValues, scope: AreaScope | undefined): WorkBody | undefined {
  const { kind, title, from, to = null, note } = values;
  return WorkBody.safeParse({ kind, title, scope, from, to, note: note.trim() || null }).data;
}
