import type { ChannelView, PersonAnswer, TeamAnswer } from '@fengsui/config/contract';
import type { RecordApis } from './records-api.ts';
import type { Reading } from './use-reading.ts';
import { useReading } from './use-reading.ts';

/** What people keep, as far as it names each other: a team its persons, a person the channels. */
export interface Kept {
  channels: Reading<readonly ChannelView[]>;
  persons: Reading<readonly PersonAnswer[]>;
  teams: Reading<readonly TeamAnswer[]>;
}

export const useKept = ({ channels, persons, teams }: RecordApis): Kept => ({
  channels: useReading(channels.list),
  persons: useReading(persons.list),
  teams: useReading(teams.list),
});
