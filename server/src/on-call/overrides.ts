import type { Override, Team } from '@fengsui/config/contract';

/** As many as the contract lets a team have. */
const MAX_OVERRIDES = 200;

/**
 * The team with one more override, which is the newest and so the one that counts. Where there are too many,
 * the one that ended first makes room: its time is over. Undefined where none has ended.
 */
export function withOverride(team: Team, override: Override, at: number): Team | undefined {
  const { overrides } = team;
  if (overrides.length < MAX_OVERRIDES) return { ...team, overrides: [...overrides, override] };
  const [oldest] = overrides.filter(({ to }) => to <= at).sort((a, b) => a.to - b.to);
  return oldest && { ...team, overrides: [...overrides.filter((one) => one !== oldest), override] };
}
