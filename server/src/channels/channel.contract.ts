import type { MessageText } from '@fengsui/config/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock } from '../fake-clock.ts';
import type { FakeClock } from '../fake-clock.ts';
import { openWith } from './open-with.ts';
import type { Channel, ChannelMessage, ChannelType } from './port.ts';

/** A message as the other side understood it. */
export interface Arrived {
  key: string;
  text: string;
}

/** The other side, in this process: it speaks the vendor's protocol, with signatures, limits and errors. */
export interface FakeVendor {
  settings: Record<string, unknown>;
  address: string;
  /** What no outcome may hold. */
  secrets: readonly string[];
  arrived(): readonly Arrived[];
  /** From now on: too many messages; our secret is wrong; it is broken, or silent, and says all it was sent. */
  become(state: 'limited' | 'refusing' | 'broken' | 'silent'): void;
  untilAsked(): Promise<void>;
  stop(): Promise<void>;
}

export interface ContractParts {
  type: ChannelType;
  start(clock: FakeClock): Promise<FakeVendor>;
  /** For how long it wants to be left alone when there are too many messages. */
  limitedMs: number;
  wrongAddress: string;
  /** Reads out the title and nothing else. */
  titleOnly?: true;
}

const LONG = '广宁县石涧镇光节点🚨e\u0301失联。'.repeat(2_000);

export const aText = (title: string, ...lines: string[]): MessageText => ({
  title: { zh: title, en: `en ${title}` },
  lines: lines.map((line) => ({ zh: line, en: `en ${line}` })),
  severity: 'critical',
  path: '/incidents/i-1',
});

export const aMessage = (address: string, over: Partial<ChannelMessage> = {}): ChannelMessage => ({
  key: 'm-20261122-0001',
  address,
  about: 'opened',
  incidents: ['20261122-001'],
  text: aText('石涧机房失联', '影响 261 户', '原因：光缆'),
  link: 'https://wall.example.com/incidents/20261122-001',
  at: 1_763_596_800_000,
  ...over,
});

/** What every channel owes, whatever it speaks. */
export function channelContract({ type, start, limitedMs, wrongAddress, titleOnly }: ContractParts): void {
  describe(`the channel ${type.type}`, () => {
    let clock: FakeClock;
    let vendor: FakeVendor;
    const opened: FakeVendor[] = [];

    const open = (over: Record<string, unknown> = {}): Channel =>
      openWith(type, { ...vendor.settings, ...over }, clock);
    const send = (over: Partial<ChannelMessage> = {}) => open().send(aMessage(vendor.address, over));

    beforeEach(async () => {
      clock = createFakeClock();
      vendor = await start(clock);
      opened.push(vendor);
    });
    afterEach(async () => {
      for (const one of opened.splice(0)) await one.stop();
    });

    it('delivers what the message says', async () => {
      expect(await send()).toMatchObject({ ok: true });
      const [{ text } = { text: '' }] = vendor.arrived();
      expect(text).toContain('石涧机房失联');
      if (!titleOnly) expect(text).toContain('影响 261 户');
    });

    it('speaks the language that is set', async () => {
      expect(await open({ language: 'en' }).send(aMessage(vendor.address))).toMatchObject({ ok: true });
      expect(vendor.arrived()[0]?.text).toContain('en 石涧机房失联');
    });

    it('carries the key, and the same one when the same message is sent again', async () => {
      await send();
      await send();
      expect(vendor.arrived().map(({ key }) => key)).toEqual(['m-20261122-0001', 'm-20261122-0001']);
    });

    it('is told to come later, and when, where there are too many messages', async () => {
      vendor.become('limited');
      expect(await send()).toMatchObject({ ok: false, kind: 'later', afterMs: limitedMs });
      expect(vendor.arrived()).toEqual([]);
    });

    it('may succeed later where the other side is broken, or is not there', async () => {
      vendor.become('broken');
      expect(await send()).toMatchObject({ ok: false, kind: 'later' });
      await vendor.stop();
      opened.splice(0);
      expect(await send()).toMatchObject({ ok: false, kind: 'later' });
    });

    it('waits for ten seconds and no longer', async () => {
      vendor.become('silent');
      const sent = send();
      await vendor.untilAsked();
      clock.pass(9_999);
      expect(await Promise.race([sent, Promise.resolve('still waiting')])).toBe('still waiting');
      clock.pass(1);
      expect(await sent).toMatchObject({ ok: false, kind: 'later', why: expect.stringContaining('10 s') });
    });

    it('gives a way up that refuses us', async () => {
      vendor.become('refusing');
      expect(await send()).toMatchObject({ ok: false, kind: 'never' });
      expect(vendor.arrived()).toEqual([]);
    });

    it('says no secret, though the other side repeats everything', async () => {
      const said: string[] = [JSON.stringify(await send())];
      for (const state of ['broken', 'refusing'] as const) {
        vendor.become(state);
        said.push(JSON.stringify(await send()));
      }
      for (const secret of vendor.secrets) expect(said.join('\n')).not.toContain(secret);
    });

    it('cuts what is too long between whole characters, and says how much is missing', async () => {
      const lines = Array.from({ length: 20 }, (_, i) => `${i} ${LONG}`);
      const text = aText(titleOnly ? LONG.slice(0, 3_000) : '长消息', ...lines);
      expect(await send({ text })).toMatchObject({ ok: true });
      const [{ text: arrived } = { text: '' }] = vendor.arrived();
      expect(arrived).toMatch(/余 \d+ 字/);
      expect(arrived).not.toMatch(/\p{Surrogate}/u);
      expect(arrived).not.toContain('\uFFFD');
      expect(arrived).not.toMatch(/e…/);
    });

    it('cuts what becomes longer only on its way', async () => {
      const text = aText('引号', ...Array.from({ length: 20 }, () => '"\\<&\u0007'.repeat(1_000)));
      expect(await send({ text })).toMatchObject({ ok: true });
    });

    it('delivers as text whatever people have written', async () => {
      const hostile = `"}},{{secret.token}} {{key}} \\ <at user_id="all">x</at> [看](http://evil.example) & \r\nBcc: a@b.c`;
      expect(await send({ text: aText(hostile, hostile) })).toMatchObject({ ok: true });
      const [{ text } = { text: '' }] = vendor.arrived();
      expect(text).toContain('secret.token');
      expect(text).toContain('key');
    });

    it('does not ask anybody with an address that does not fit', async () => {
      const sent = await send({ address: wrongAddress });
      expect(sent).toMatchObject({ ok: false, kind: 'never', why: expect.stringContaining('address') });
      expect(vendor.arrived()).toEqual([]);
    });
  });
}
