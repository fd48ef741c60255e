import { pino } from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import type { FakeClock } from '../fake-clock.ts';
import { createFakeClock } from '../fake-clock.ts';
import { JournalFull } from '../journal/journal.ts';
import type { WriteGroup } from './write-group.ts';
import { createWriteGroup } from './write-group.ts';

let clock: FakeClock;
let turn: (() => void)[];
let said: string[];
let isFull: boolean;
let group: WriteGroup;

const endTurn = (): void => turn.splice(0).forEach((task) => task());
const say = (what: string) => (): void => void said.push(what);

beforeEach(() => {
  clock = createFakeClock();
  turn = [];
  said = [];
  isFull = false;
  group = createWriteGroup({
    journal: {
      flush() {
        if (isFull) throw new JournalFull('the disk is full');
        said.push('written');
      },
    },
    clock,
    log: pino({ level: 'silent' }),
    atEnd: (task) => void turn.push(task),
  });
});

describe('what is taken in one turn', () => {
  it('is written once, and acknowledged after that in its order', () => {
    group.safe(say('a'));
    group.safe(say('b'));
    expect(said).toEqual([]);
    endTurn();
    expect(said).toEqual(['written', 'a', 'b']);
    group.safe(say('c'));
    endTurn();
    expect(said).toEqual(['written', 'a', 'b', 'written', 'c']);
  });

  it('does not wait for the end of a turn that brings very many', () => {
    for (let i = 0; i < 2_500; i++) group.safe(say('a'));
    expect(said.filter((what) => what === 'written')).toHaveLength(2);
    expect(said.filter((what) => what === 'a')).toHaveLength(2_000);
    endTurn();
    expect(said.filter((what) => what === 'a')).toHaveLength(2_500);
  });

  it('is acknowledged when the disk takes it, and not before', () => {
    isFull = true;
    group.safe(say('a'));
    endTurn();
    expect(group.trouble()).toBe('the disk is full');
    group.safe(say('b'));
    clock.pass(60_000);
    expect(said).toEqual([]);
    isFull = false;
    clock.pass(500);
    expect(said).toEqual(['written', 'a', 'b']);
    expect(group.trouble()).toBeUndefined();
    group.safe(say('c'));
    endTurn();
    expect(said.slice(3)).toEqual(['written', 'c']);
  });
});
