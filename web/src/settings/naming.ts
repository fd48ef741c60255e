import type { EscalationStep, Team } from '@fengsui/config/contract';

/** The teams that name a person anywhere. */
export const teamsNaming = <T extends Team>(teams: readonly T[], person: string): T[] =>
  teams.filter(
    ({ lead, rotations, overrides, escalation }) =>
      lead === person ||
      rotations.some(({ members }) => members.includes(person)) ||
      overrides.some((one) => one.person === person) ||
      escalation.some(({ to }) => to.kind === 'person' && to.id === person),
  );

/** The other teams that call a team. */
export const teamsCalling = <T extends Team>(teams: readonly T[], team: string): T[] =>
  teams.filter(
    ({ id, escalation }) => id !== team && escalation.some(({ to }) => to.kind === 'team' && to.id === team),
  );

type Target = EscalationStep['to'];

/** Whom a step calls, as one text of a list to choose from, and back. */
export const targetText = (to: Target): string => ('id' in to ? `${to.kind}:${to.id}` : to.kind);

export function targetOf(text: string): Target {
  const [kind = '', id = ''] = text.split(':');
  if (kind === 'person' || kind === 'team') return { kind, id };
  return { kind: kind === 'lead' ? 'lead' : 'on_call' };
}
