import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServerSettings } from '@fengsui/config/settings';
import type { App } from '../app.ts';
import { startApp } from '../app.ts';
import { createClock } from '../clock.ts';
import { judge } from '../drill/judge.ts';
import { createGaps } from '../drill/live/gaps.ts';
import { askIncidents } from '../drill/live/incidents.ts';
import { observe } from '../drill/live/observer.ts';
import type { ScaledClock } from '../drill/live/scaled-clock.ts';
import { createScaledClock } from '../drill/live/scaled-clock.ts';
import { stepWords } from '../drill/live/step-words.ts';
import { startTroupe } from '../drill/live/troupe.ts';
import { scaleSite } from '../drill/scale-site.ts';
import { NoSuchPlace } from '../drill/simulate/places.ts';
import type { StagedScenario } from '../drill/stage-scenario.ts';
import { stageScenario } from '../drill/stage-scenario.ts';
import { StartupError } from '../listen.ts';
import { createLogger } from '../observe/logger.ts';
import { builtPages, programVersion, sampleSite } from '../packaged.ts';
import { formatSiteFaults, readSite } from '../site/site.ts';
import type { Site } from '../site/model.ts';
import type { Run } from './command.ts';
import type { DrillOptions } from './drill-options.ts';
import { readDrillOptions, scenarioList } from './drill-options.ts';
import { untilSignal } from './until-signal.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const MINUTE_MS = 60_000;
const FOREVER_MIN = 60 * 24 * 366;

export const drill: Run = async (args, environment) => {
  const options = readDrillOptions(args, environment);
  if (options === 'list') {
    say(scenarioList());
    return 0;
  }
  if (!options) return 2;
  const site = scaleSite(await openSite(options.site), options.devices);
  const data = options.data ?? (await mkdtemp(join(tmpdir(), 'fengsui-drill-')));
  try {
    return await playOut(options, site, data);
  } finally {
    if (options.data === undefined) await rm(data, { recursive: true, force: true });
  }
};

async function openSite(folder = sampleSite()): Promise<Site> {
  const read = await readSite(folder);
  if (!read.ok) throw new StartupError(formatSiteFaults(read.faults, read.more));
  return read.site;
}

/** Starts an instance of its own, plays the scenario to it, and judges; everything is stopped again. */
async function playOut(options: DrillOptions, site: Site, data: string): Promise<number> {
  const realClock = createClock();
  const clock = createScaledClock(realClock, options.speed);
  const gaps = createGaps();
  const staged = stage(options, site, clock, (device, gap) => gaps.add(device, gap));
  const log = createLogger(options.logLevel);
  const app = await startApp({
    settings: settingsOf(options, data),
    site: staged.site,
    clock,
    log,
    pages: builtPages(),
    version: programVersion(),
    drill: true,
  });
  const base = `http://127.0.0.1:${app.httpPort}`;
  const stops: (() => Promise<void> | void)[] = [() => app.stop()];
  try {
    say(banner(options, staged, app));
    const mqttPort = app.mqttPort ?? 0;
    const { simulation } = staged;
    const troupe = await startTroupe({ simulation, gaps, mqttPort, clock, realClock, speed: options.speed });
    stops.unshift(() => troupe.stop());
    const signal = untilSignal(log).then((): 'signal' => 'signal');
    if ((await Promise.race([signal, troupe.born])) === 'signal') return 0;
    const { startsAt } = simulation;
    const timeZone = site.info.timezone;
    say(`drill: ${simulation.fleet.size} devices are born, on ${troupe.figures().connected} connections`);
    stops.unshift(observe({ base, troupe, clock, realClock, speed: options.speed, startsAt, timeZone, say }));
    const over = untilSimulated(clock, startsAt + options.scenario.minutes * MINUTE_MS);
    if ((await Promise.race([signal, over.then(() => 'over')])) === 'signal') return 0;
    const code = await verdictOf(options, staged, base);
    if (options.keep) await signal;
    return code;
  } finally {
    for (const stop of stops) await stop();
  }
}

type Lost = (device: number, gap: { boot: string; seq: number; sentAt: number }) => void;

function stage(options: DrillOptions, site: Site, clock: ScaledClock, lost: Lost): StagedScenario {
  const { seed, keep } = options;
  const minutes = keep ? FOREVER_MIN : options.scenario.minutes;
  let staged: StagedScenario | undefined = undefined as StagedScenario | undefined;
  try {
    staged = stageScenario({
      site,
      scenario: { ...options.scenario, minutes },
      seed,
      startsAt: clock.now(),
      lost: (device, seq, sentAt) =>
        lost(device, { boot: staged?.simulation.bootOf(device) ?? '', seq, sentAt }),
      told: (step) => staged && say(`drill: ${stepWords(step, staged.simulation)}`),
    });
    return staged;
  } catch (error) {
    if (!(error instanceof NoSuchPlace)) throw error;
    throw new StartupError(
      `${options.scenario.name} has no place on this site: ${error.message}; try more devices`,
    );
  }
}

/** Never the settings of this machine's own server: neither its data nor its ports. */
function settingsOf({ httpPort, mqttPort, logLevel }: DrillOptions, data: string): ServerSettings {
  return ServerSettings.parse({
    http: { port: httpPort },
    mqtt: { embedded: { port: mqttPort, maxRatePerClient: 100_000 } },
    data,
    log: { level: logLevel },
  });
}

/** Resolves when the clock has come to `at`. */
function untilSimulated(clock: ScaledClock, at: number): Promise<void> {
  return new Promise((resolve) => {
    const stop = clock.every(1_000, () => {
      if (clock.now() < at) return;
      stop();
      resolve();
    });
  });
}

/** How exactly a wound-up clock keeps time: so much real time may lie between an arrival and its judgement. */
const SLACK_REAL_MS = 500;
const MAX_BESIDE = 500;

async function verdictOf(options: DrillOptions, staged: StagedScenario, base: string): Promise<number> {
  const { name } = options.scenario;
  const facts = await askIncidents(base);
  if (!facts) {
    say(`drill: ${name} cannot be judged: this build has no list of incidents`);
    return 1;
  }
  const { startsAt } = staged.simulation;
  const slackMs = SLACK_REAL_MS * options.speed;
  const { wanted } = staged;
  const isWanted = wanted.some(({ type }) => type === 'platform' || type === 'any');
  // At sixty times the speed a second of this machine is a minute of the fleet: its own hiccups are no faults.
  const own = isWanted ? [] : facts.filter(({ type }) => type === 'platform');
  for (const { because = {} } of own)
    say(`  beside  platform: ${JSON.stringify(because).slice(0, MAX_BESIDE)}`);
  const judged = facts.filter((fact) => !own.includes(fact));
  const { held, faults } = judge({ facts: judged, wanted, startsAt, slackMs });
  for (const line of held) say(`  held    ${line}`);
  for (const line of faults) say(`  FAULT   ${line}`);
  const all =
    staged.wanted.length === 0 && faults.length === 0 ? ': nothing was to be found, nothing was' : '';
  say(`drill: ${name} ${faults.length === 0 ? 'held' : 'did not hold'}${all}`);
  return faults.length === 0 ? 0 : 1;
}

function banner(options: DrillOptions, { simulation }: StagedScenario, { httpPort, mqttPort }: App): string {
  const { scenario, speed } = options;
  const wall = existsSync(join(builtPages(), 'index.html'))
    ? `http://localhost:${httpPort}/wall`
    : 'not built; run: npm run build';
  return [
    '',
    `  烽燧 Fengsui ${programVersion()} · 演练 DRILL · 模拟数据 simulated data`,
    '',
    `  场景 scenario ${scenario.number} ${scenario.name} · ${scenario.title.zh} · ${scenario.title.en}`,
    `                ${scenario.about.zh}`,
    `                ${scenario.about.en}`,
    `  设备 devices  ${simulation.fleet.size} · ${speed}× · ${scenario.minutes} min · seed ${options.seed}`,
    `  墙屏 wall     ${wall}`,
    `  接口 API      http://localhost:${httpPort}/api/v1/openapi.json`,
    `  MQTT          mqtt://127.0.0.1:${mqttPort ?? 0}`,
    '',
    '  Ctrl+C 停止 stops',
    '',
  ].join('\n');
}
