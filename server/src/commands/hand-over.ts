import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { CountyCode } from '@fengsui/config/contract';
import { z } from 'zod';
import { readHostState } from '../broker/brief-session.ts';
import type { Clock } from '../clock.ts';
import { createClock } from '../clock.ts';
import type { Ledger } from '../ledger/port.ts';
import { HandOverRefused, handOver as takeOut, lastStep } from '../province/hand-over.ts';
import type { HandedOver } from '../province/hand-over.ts';
import { readArguments } from './arguments.ts';
import type { Run } from './command.ts';
import { openSite } from './open-site.ts';
import type { MemberSettings } from './stopped-server.ts';
import { readMemberSettings, withStoppedServer } from './stopped-server.ts';

interface Order {
  county: string;
  to: string;
  out: string;
}

export const handOver: Run = async (args, environment) => {
  const values = readArguments(args, {
    county: { type: 'string' },
    to: { type: 'string' },
    out: { type: 'string' },
    settings: { type: 'string' },
  });
  if (!values) return 2;
  const { county, to, out, settings: file } = values;
  if (county === undefined || !CountyCode.safeParse(county).success)
    return refuse('say which county: --county CODE, six digits');
  if (to === undefined) return refuse('say which server takes it: --to NAME');
  if (out === undefined) return refuse('say where to: --out FILE');
  const settings = readMemberSettings(file, environment);
  if (!settings) return 2;
  if (to === settings.name) return refuse(`this server is ${to} itself`);
  const clock = createClock();
  return withStoppedServer(settings, (ledger) => giveAway(ledger, settings, { county, to, out }, clock));
};

function refuse(message: string): number {
  process.stderr.write(`fengsui: ${message}\n`);
  return 2;
}

async function giveAway(
  ledger: Ledger,
  settings: MemberSettings,
  { county, to, out }: Order,
  clock: Clock,
): Promise<string> {
  const last = lastStep(ledger, county);
  const isAgain = last?.state === 'handed_over';
  if (!isAgain && existsSync(out)) throw new HandOverRefused(`${out} is there already; choose another name`);
  if (!isAgain && !(await doesAwait(settings, county, to, clock)))
    throw new HandOverRefused(
      `${to} does not await ${county}: what comes meanwhile would be missed (there: fengsui take-over --subscribe ${county})`,
    );
  const { plant } = await openSite(settings, () => undefined);
  const order = { county, from: settings.name, to, at: clock.now(), id: randomUUID(), plant };
  const given = takeOut(ledger, order);
  write(out, given.bytes);
  return report(given, { county, to, out });
}

/** The other server has said so at the broker, which keeps it. */
async function doesAwait(
  { mqtt }: MemberSettings,
  county: string,
  to: string,
  clock: Clock,
): Promise<boolean> {
  const text = await readHostState(mqtt, to, clock);
  if (text === undefined) return false;
  const { awaits } = Awaiting.parse(JSON.parse(text));
  return awaits.includes(county);
}

const Awaiting = z.object({ awaits: z.array(z.string()).catch([]) });

/** In place whole or not at all. */
function write(out: string, bytes: Uint8Array): void {
  try {
    const fresh = `${out}.new`;
    writeFileSync(fresh, bytes, { mode: 0o600 });
    const fd = openSync(fresh, 'r+');
    fsyncSync(fd);
    closeSync(fd);
    renameSync(fresh, out);
  } catch (error) {
    throw new HandOverRefused(
      `${out} cannot be written (${(error as Error).message}); the ledger keeps the bundle: ask again, with another --out`,
      { cause: error },
    );
  }
}

function report({ id, devices, incidents, stay, isAgain }: HandedOver, { county, to, out }: Order): string {
  const lines = isAgain
    ? [`${county} was handed over to ${to} before; the same bundle ${id} is in ${out}`]
    : [
        `${county} is handed over to ${to}: ${devices} devices, ${incidents} incidents, bundle ${id} in ${out}`,
      ];
  if (stay.length > 0)
    lines.push(`open above the county, and staying here: ${stay.join(', ')}; ${to} finds its part anew`);
  lines.push(`next: leave ${county} out of counties here and start; there: fengsui take-over --bundle FILE`);
  return lines.join('\n');
}
