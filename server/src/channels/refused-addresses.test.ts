import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../fake-clock.ts';
import { createAsk } from './ask.ts';
import { createConnect } from './connect.ts';
import type { Resolve } from './lookup.ts';
import { createRefusals } from './refused-addresses.ts';

const isRefused = createRefusals();

describe('addresses that are never asked', () => {
  it.each([
    '169.254.169.254',
    '169.254.0.23',
    '100.100.100.200',
    '168.63.129.16',
    '0.0.0.0',
    '255.255.255.255',
    '224.0.0.1',
    'fe80::1',
    'fe80::1%eth0',
    'fd00:ec2::254',
    'ff02::1',
    '::',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    '64:ff9b::a9fe:a9fe',
    '2002:a9fe:a9fe::1',
    'no address',
  ])('hold %s', (address) => {
    expect(isRefused(address)).toBe(true);
  });

  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '192.168.1.1',
    '172.16.0.1',
    '100.64.0.1',
    '8.8.8.8',
    '::1',
    'fd12::1',
    '2400:3200::1',
    '::ffff:10.0.0.1',
    '64:ff9b::808:808',
  ])('do not hold %s: gateways stand on private networks', (address) => {
    expect(isRefused(address)).toBe(false);
  });
});

/** A name service in which every host has these addresses. */
const resolveTo = (...addresses: string[]): Resolve =>
  ((_host: string, _options: unknown, done: (error: null, all: unknown[]) => void) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )) as unknown as Resolve;

const ask = (url: string, resolve: Resolve = resolveTo('127.0.0.1')) =>
  createAsk({ clock: createFakeClock(), resolve })({ method: 'GET', url, headers: {} });

describe('asking', () => {
  it.each([
    'http://169.254.169.254/latest/meta-data',
    'http://2852039166/',
    'http://0xa9fea9fe/',
    'http://[::ffff:169.254.169.254]/',
    'http://169.254.169.254:80@[fe80::1]/',
  ])('is refused at %s before anything is sent', async (url) => {
    expect(await ask(url)).toMatchObject({
      ok: false,
      kind: 'never',
      why: expect.stringContaining('never asked'),
    });
  });

  it('is refused where a name leads there, though another of its addresses would do', async () => {
    const sent = await ask('http://gateway.example/', resolveTo('10.0.0.1', '169.254.169.254'));
    expect(sent).toEqual({
      ok: false,
      kind: 'never',
      why: 'gateway.example is an address that is never asked',
    });
  });

  it('is refused by any other way than the web', async () => {
    expect(await ask('file:///etc/passwd')).toMatchObject({ ok: false, kind: 'never' });
    expect(await ask('ftp://example.com/')).toMatchObject({ ok: false, kind: 'never' });
  });

  it('is refused for mail, too', async () => {
    const connect = createConnect({ clock: createFakeClock(), resolve: resolveTo('169.254.169.254') });
    await expect(connect('mail.example', 25)).rejects.toThrow('never asked');
    await expect(connect('169.254.169.254', 25)).rejects.toThrow('never asked');
  });
});
