import { readFileSync, statSync } from 'node:fs';
import { CountyCode } from '@fengsui/config/contract';
import { changeSession } from '../broker/brief-session.ts';
import { sessionFile } from '../broker/open-broker.ts';
import { createSessionMemory } from '../broker/session-memory.ts';
import type { Clock } from '../clock.ts';
import { createClock } from '../clock.ts';
import type { Ledger } from '../ledger/port.ts';
import { createLogger } from '../observe/logger.ts';
import type { Bundle } from '../province/bundle.ts';
import { NoBundle, unpackBundle } from '../province/bundle.ts';
import { HandOverRefused, lastStep } from '../province/hand-over.ts';
import { clientIdOf } from '../province/serving.ts';
import { abandonCounty, awaitCounty, takeOver as putIn } from '../province/take-over.ts';
import { readArguments } from './arguments.ts';
import type { Run } from './command.ts';
import type { MemberSettings } from './stopped-server.ts';
import { readMemberSettings, withStoppedServer } from './stopped-server.ts';

type Step = (ledger: Ledger, settings: MemberSettings, clock: Clock) => Promise<string> | string;

const MAX_BUNDLE_BYTES = 1024 * 1024 * 1024;

export const takeOver: Run = async (args, environment) => {
  const values = readArguments(args, {
    subscribe: { type: 'string' },
    bundle: { type: 'string' },
    abandon: { type: 'string' },
    settings: { type: 'string' },
  });
  if (!values) return 2;
  const { subscribe: wanted, bundle, abandon: unwanted, settings: file } = values;
  if ([wanted, bundle, unwanted].filter((one) => one !== undefined).length !== 1)
    return refuse('say one of --subscribe CODE, --bundle FILE, --abandon CODE');
  const county = wanted ?? unwanted;
  if (county !== undefined && !CountyCode.safeParse(county).success)
    return refuse(`a county has six digits, not ${county}`);
  const settings = readMemberSettings(file, environment);
  if (!settings) return 2;
  const step = stepFor(wanted, bundle, unwanted ?? '');
  return withStoppedServer(settings, (ledger) => step(ledger, settings, createClock()));
};

function refuse(message: string): number {
  process.stderr.write(`fengsui: ${message}\n`);
  return 2;
}

function stepFor(wanted: string | undefined, bundle: string | undefined, unwanted: string): Step {
  if (wanted !== undefined) return subscribe(wanted);
  return bundle === undefined ? abandon(unwanted) : take(bundle);
}

/** First the ledger: from then on the server does not start before the bundle has come. */
const subscribe =
  (county: string): Step =>
  async (ledger, settings, clock) => {
    refuseUnlessServed(settings, county);
    awaitCounty(ledger, county, clock.now());
    await changeSession(sessionOf(ledger, settings, clock), county, 'kept');
    return [
      `the broker keeps what comes from ${county} for ${settings.name}`,
      `next: stop the server that has it; there: fengsui hand-over --county ${county} --to ${settings.name} --out FILE`,
    ].join('\n');
  };

/** First the broker: while it cannot be asked, the county stays awaited. */
const abandon =
  (county: string): Step =>
  async (ledger, settings, clock) => {
    if (lastStep(ledger, county)?.state !== 'awaited')
      throw new HandOverRefused(`${county} is not awaited here`);
    const session = sessionOf(ledger, settings, clock);
    const awaits = session.awaits.filter((one) => one !== county);
    await changeSession({ ...session, awaits }, county, 'let go');
    abandonCounty(ledger, county, clock.now());
    return `${county} is given up; leave it out of counties here`;
  };

const take =
  (file: string): Step =>
  (ledger, settings, clock) => {
    const bundle = unpack(file);
    const { county, from, rows } = bundle;
    refuseUnlessServed(settings, county);
    if (!putIn(ledger, bundle, settings.name, clock.now()))
      return `${county} was taken over from ${from} with this bundle before; nothing was changed`;
    return [
      `${county} is taken over from ${from}: ${rows.devices.length} devices, ${rows.incidents.length} incidents`,
      'next: start this server',
    ].join('\n');
  };

function refuseUnlessServed({ counties }: MemberSettings, county: string): void {
  if (!counties.includes(county)) throw new HandOverRefused(`add ${county} to counties first`);
}

function sessionOf(ledger: Ledger, settings: MemberSettings, clock: Clock) {
  const { data, name, mqtt } = settings;
  const clientId = clientIdOf(settings);
  const states = new Map(ledger.handOvers().map(({ county, state }) => [county, state]));
  return {
    address: mqtt,
    clientId,
    memory: createSessionMemory(sessionFile(data), clientId, createLogger('warn')),
    name,
    clock,
    awaits: [...states].flatMap(([county, state]) => (state === 'awaited' ? county : [])),
  };
}

function unpack(file: string): Bundle {
  try {
    const { size } = statSync(file);
    if (size > MAX_BUNDLE_BYTES) throw new NoBundle(`${size} bytes are too many`);
    return unpackBundle(readFileSync(file));
  } catch (error) {
    throw new NoBundle(`${file} cannot be taken: ${(error as Error).message}`, { cause: error });
  }
}
