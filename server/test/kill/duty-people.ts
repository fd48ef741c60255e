import type { ChannelBody, Person, Team } from '@fengsui/config/contract';

/** The one way to everybody. */
const CHANNEL = 'receiver';
const SITE = '441200';
const TEAMS = 4;
const MEMBERS = 12;
/** Nobody gets more than a few messages in ten minutes: many take turns that are as short as this. */
const TURN_MS = 15_000;
const TURNS = 120;
/** When the second, the third and the fourth team is called for what nobody has acknowledged, ms. */
const CALLED_AFTER_MS = [0, 0, 2_000, 6_000] as const;

const teamId = (n: number): string => `kill-${n}`;
const memberId = (team: number, n: number): string => `kill-${team}-${n}`;

/** Sets up by HTTP, as an operator would, who is told what: everybody through one receiver. */
export async function setUpPeople(base: string, url: string, now = Date.now()): Promise<string[]> {
  const put = async (path: string, body: ChannelBody | Person | Team): Promise<void> => {
    const answer = await fetch(`${base}/api/v1${path}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  };
  await put(`/channels/${CHANNEL}`, { type: 'webhook', name: '示例接收', settings: { url } });
  const persons = Array.from({ length: TEAMS }, (_, team) => membersOf(team)).flat();
  for (const id of persons) await put(`/persons/${id}`, personOf(id));
  // The one that serves the place calls upon the others.
  for (let team = TEAMS - 1; team >= 0; team--) await put(`/teams/${teamId(team)}`, teamOf(team, now));
  return persons;
}

const membersOf = (team: number): string[] => Array.from({ length: MEMBERS }, (_, n) => memberId(team, n));

const personOf = (id: string): Person => ({
  ...{ id, name: `示例-${id}` },
  ways: [{ channel: CHANNEL, address: id, severities: [] }],
});

function teamOf(team: number, now: number): Team {
  const others = CALLED_AFTER_MS.map((afterMs, n) => ({
    afterMs,
    to: { kind: 'team' as const, id: teamId(n) },
  }));
  return {
    id: teamId(team),
    name: { zh: `示例班组 ${team}`, en: `Sample team ${team}` },
    areas: team === 0 ? [SITE] : [],
    lead: memberId(team, 0),
    rotations: [],
    overrides: Array.from({ length: TURNS }, (_, turn) => ({
      id: `turn-${turn}`,
      person: memberId(team, turn % MEMBERS),
      from: now + turn * TURN_MS,
      to: now + (turn + 1) * TURN_MS,
      why: '',
    })),
    escalation: team === 0 ? others : [],
  };
}
