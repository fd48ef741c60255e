import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unpackBundle } from './bundle.ts';
import type { Break, Sent, Server } from '../../test/province/counties.ts';
import {
  START,
  X,
  Y,
  Z,
  messagesOf,
  placesIn,
  serverOf,
  siteOfCounties,
} from '../../test/province/counties.ts';
import { handOver } from './hand-over.ts';
import { abandonCounty, awaitCounty, takeOver } from './take-over.ts';

const MINUTE = 60_000;
const SITE = siteOfCounties();
/** How long nobody serves anything while a county moves. */
const AWAY_MS = 20_000;
/** For so long before that, both sessions get the county's messages. */
const OVERLAP_MS = 40_000;

interface Move {
  from: Server;
  to: Server;
  /** What they serve afterwards. */
  fromCounties: string[];
  toCounties: string[];
}

const order = (from: Server, to: Server, at: number, id = `bundle-${at}`) => ({
  county: X,
  from: from.name,
  to: to.name,
  at,
  id,
  plant: SITE.plant,
});

/** Hands X over as the commands do, with what the broker has kept meanwhile. */
function move({ from, to, fromCounties, toCounties }: Move, at: number, messages: readonly Sent[]): void {
  awaitCounty(to.ledger, X, at - OVERLAP_MS);
  for (const one of [from, to]) one.pass(at);
  for (const one of [from, to]) one.stop();
  const { bytes } = handOver(from.ledger, order(from, to, at));
  expect(takeOver(to.ledger, unpackBundle(bytes), to.name, at)).toBe(true);
  from.start(fromCounties, at + AWAY_MS);
  to.start(toCounties, at + AWAY_MS);
  const isKept = (sent: Sent, forMs: number) => sent.at > at - forMs && sent.at <= at + AWAY_MS;
  for (const sent of messages) {
    const late = { ...sent, at: at + AWAY_MS };
    if (isKept(sent, sent.message.county === X ? OVERLAP_MS : 0)) to.arrive(late);
    if (isKept(sent, 0)) from.arrive(late);
  }
}

function play(servers: readonly Server[], messages: readonly Sent[], from: number, to: number): void {
  for (const sent of messages) {
    if (sent.at <= from || sent.at > to) continue;
    for (const server of servers) server.arrive(sent);
  }
  for (const server of servers) server.pass(to);
}

/** Everything that a server knows of X, but for when and under which number. */
function knownOf(server: Server) {
  server.stop();
  const { incidents } = server.ledger.county(X);
  return {
    incidents: incidents.map(({ type, scope, state }) => `${type} ${scope.id} ${state}`).sort(),
    devices: Object.fromEntries(
      server
        .states(X)
        .map(({ id, link, signal, power, boot, boots, lastSeenAt, metrics, shownSeq }) => [
          id,
          { link, signal, power, boot, boots, lastSeenAt, metrics, shownSeq },
        ]),
    ),
  };
}

const breakIn = (county: string): fc.Arbitrary<Break> =>
  fc.record({
    place: fc.constantFrom(...placesIn(county)),
    from: fc.integer({ min: 10, max: 30 }),
    to: fc.integer({ min: 31, max: 50 }),
    isCold: fc.boolean(),
  });

describe('a county that is handed over', () => {
  const moved = (breaks: readonly Break[], minutes: number, cuts: readonly number[]) => {
    const messages = messagesOf(SITE, minutes, breaks);
    const [one, a, b] = [
      serverOf(SITE, 'one', [X, Y, Z], START - 1),
      serverOf(SITE, 'a', [X, Y], START - 1),
      serverOf(SITE, 'b', [Z], START - 1),
    ];
    let now = START - 1;
    for (const [i, cut] of cuts.entries()) {
      const at = START + Math.floor(cut * MINUTE);
      play([one, a, b], messages, now, at);
      one.stop();
      const isThere = i % 2 === 0;
      const there = { from: a, to: b, fromCounties: [Y], toCounties: [X, Z] };
      const back = { from: b, to: a, fromCounties: [Z], toCounties: [X, Y] };
      move(isThere ? there : back, at, messages);
      one.start([X, Y, Z], at + AWAY_MS);
      for (const sent of messages)
        if (sent.at > at && sent.at <= at + AWAY_MS) one.arrive({ ...sent, at: at + AWAY_MS });
      now = at + AWAY_MS;
    }
    play([one, a, b], messages, now, START + minutes * MINUTE);
    return { one, a, b };
  };

  it('is judged as if one server had seen everything, wherever the cut falls', () => {
    fc.assert(
      fc.property(
        fc.array(breakIn(X), { maxLength: 1 }),
        fc.array(breakIn(Y), { maxLength: 1 }),
        fc.double({ min: 5, max: 60, noNaN: true }),
        (inX, inY, cut) => {
          const { one, b } = moved([...inX, ...inY], 95, [cut]);
          expect(knownOf(b)).toEqual(knownOf(one));
        },
      ),
      { numRuns: 5 },
    );
  });

  it('takes an open incident along under its number, and recovers and closes it', () => {
    const { a, b } = moved([{ place: `pon-${X}-1-1`, from: 15, to: 40, isCold: false }], 95, [25]);
    for (const one of [a, b]) one.stop();
    expect(a.ledger.county(X)).toEqual({
      devices: [],
      transitions: [],
      incidents: [],
      incidentFacts: [],
      cases: [],
      deskFacts: [],
    });
    const incidents = b.ledger.county(X).incidents;
    expect(incidents).toMatchObject([{ scope: { id: `pon-${X}-1-1` }, state: 'closed', reopened: 0 }]);
    const id = incidents[0]?.id ?? '';
    expect(id).toMatch(/^\d{8}-a-001$/);
    const changes = b.ledger.timeline(id, 100).map(({ change }) => change);
    expect(changes.filter((change) => change !== 'updated')).toEqual(['opened', 'recovered', 'closed']);
  });

  it('comes back as it went, and the other counties know nothing of it', () => {
    const breaks = [
      { place: `hub-${X}-1`, from: 12, to: 45, isCold: true },
      { place: `pon-${Y}-2-2`, from: 12, to: 45, isCold: false },
    ];
    const { one, a, b } = moved(breaks, 95, [20, 28]);
    expect(knownOf(a)).toEqual(knownOf(one));
    b.stop();
    expect(b.ledger.counties()).toEqual({ [Z]: 34 });
    const ofY = (server: Server) =>
      server.ledger.county(Y).incidents.map(({ scope, state }) => `${scope.id} ${state}`);
    expect(ofY(a)).toEqual(ofY(one));
    expect(ofY(a)).toEqual([`pon-${Y}-2-2 closed`]);
    const ids = [...a.ledger.incidents({ limit: 99 }), ...b.ledger.incidents({ limit: 99 })].map(
      ({ id }) => id,
    );
    expect(new Set(ids).size).toBe(ids.length);
  });
});

/** One server with what it knows after twelve minutes, stopped, and an empty one. */
function twoStopped() {
  const messages = messagesOf(SITE, 12, []);
  const [a, b] = [serverOf(SITE, 'a', [X, Y], START - 1), serverOf(SITE, 'b', [Z], START - 1)];
  play([a, b], messages, START - 1, START + 12 * MINUTE);
  for (const one of [a, b]) one.stop();
  return { a, b, at: START + 12 * MINUTE };
}

describe('handing a county over', () => {
  it('gives the very same bundle when it is asked again, and no other', () => {
    const { a, b, at } = twoStopped();
    const first = handOver(a.ledger, order(a, b, at));
    const again = handOver(a.ledger, order(a, b, at + 1));
    expect([again.isAgain, again.id]).toEqual([true, first.id]);
    expect(Buffer.from(again.bytes).equals(Buffer.from(first.bytes))).toBe(true);
    const elsewhere = { ...order(a, b, at), to: 'c' };
    expect(() => handOver(a.ledger, elsewhere)).toThrow('was handed over to b already');
  });

  it('refuses what is not there', () => {
    const { a, b, at } = twoStopped();
    expect(() => handOver(b.ledger, order(b, a, at))).toThrow('nothing is kept of 441223 here');
    awaitCounty(b.ledger, X, at);
    expect(() => handOver(b.ledger, order(b, a, at))).toThrow('it is awaited');
  });

  it('is taken once, however often it is asked for', () => {
    const { a, b, at } = twoStopped();
    const bundle = unpackBundle(handOver(a.ledger, order(a, b, at)).bytes);
    awaitCounty(b.ledger, X, at);
    expect(takeOver(b.ledger, bundle, 'b', at)).toBe(true);
    const then = b.ledger.county(X);
    expect(takeOver(b.ledger, bundle, 'b', at + 1)).toBe(false);
    expect(b.ledger.county(X)).toEqual(then);
    awaitCounty(a.ledger, X, at + 2);
    handOver(b.ledger, order(b, a, at + 3));
    expect(() => takeOver(b.ledger, bundle, 'b', at + 4)).toThrow('was taken over before');
  });

  it('is taken only by whom it is meant for, and only where it is awaited', () => {
    const { a, b, at } = twoStopped();
    const bundle = unpackBundle(handOver(a.ledger, order(a, b, at)).bytes);
    expect(() => takeOver(b.ledger, bundle, 'c', at)).toThrow('is meant for b, and this server is c');
    expect(() => takeOver(b.ledger, bundle, 'b', at)).toThrow('is not awaited here');
    awaitCounty(b.ledger, X, at);
    abandonCounty(b.ledger, X, at);
    expect(() => takeOver(b.ledger, bundle, 'b', at)).toThrow('is not awaited here');
  });

  it('may be taken back by who has handed it over', () => {
    const { a, b, at } = twoStopped();
    const before = a.ledger.county(X);
    const bundle = unpackBundle(handOver(a.ledger, order(a, b, at)).bytes);
    expect(takeOver(a.ledger, bundle, 'a', at)).toBe(true);
    expect(a.ledger.county(X)).toEqual(before);
    expect(() => awaitCounty(a.ledger, X, at)).toThrow('is here already');
  });

  it('does not take a number that stands for another incident', () => {
    const { a, b, at } = twoStopped();
    const other = { ...INCIDENT, id: '20251120-001', area: Z };
    const empty = { journal: 'b', offset: 0, devices: [], transitions: [] };
    b.ledger.commit({ ...empty, incidents: [other] });
    a.ledger.commit({ ...empty, incidents: [{ ...other, area: X }] });
    awaitCounty(b.ledger, X, at);
    const bundle = unpackBundle(handOver(a.ledger, order(a, b, at)).bytes);
    expect(() => takeOver(b.ledger, bundle, 'b', at)).toThrow('20251120-001 stands for another incident');
  });
});

const INCIDENT = {
  type: 'outage' as const,
  scope: { kind: 'area' as const, id: X },
  severity: 'major' as const,
  cause: 'UNKNOWN' as const,
  affected: { lost: 3, monitored: 4, homes: 120, population: 400 },
  because: {},
  state: 'closed' as const,
  since: 90,
  openedAt: 100,
  updatedAt: 100,
  recoveredAt: null,
  closedAt: 200,
  reopened: 0,
  flapping: false,
};
