import { ServerSettings } from '@fengsui/config/settings';
import type { Scenario } from '../drill/scenario.ts';
import { SCENARIOS } from '../drill/scenarios/index.ts';
import { readArguments } from './arguments.ts';
import type { Environment } from './command.ts';

export interface DrillOptions {
  scenario: Scenario;
  devices: number;
  speed: number;
  seed: number;
  /** A site folder; without it the sample site. */
  site: string | undefined;
  /** Where to keep data; without it a folder that is removed at the end. */
  data: string | undefined;
  httpPort: number;
  mqttPort: number;
  /** Stays after the scenario is over, until it is stopped. */
  keep: boolean;
  logLevel: ServerSettings['log']['level'];
}

const DEFAULT_SCENARIO = 'fibre-cut';
const DEFAULT_SPEED = 10;

/** What was asked for, or `list`; says what is wrong and answers undefined where it cannot. */
export function readDrillOptions(
  args: readonly string[],
  environment: Environment,
): DrillOptions | 'list' | undefined {
  const values = readArguments(args, {
    scenario: { type: 'string', default: DEFAULT_SCENARIO },
    devices: { type: 'string' },
    speed: { type: 'string', default: String(DEFAULT_SPEED) },
    seed: { type: 'string', default: '1' },
    site: { type: 'string' },
    data: { type: 'string' },
    port: { type: 'string', default: '0' },
    'mqtt-port': { type: 'string', default: '0' },
    keep: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
  });
  if (!values) return undefined;
  if (values.list) return 'list';
  const scenario = findScenario(values.scenario);
  if (!scenario) return refuse(`there is no scenario ${values.scenario}; fengsui drill --list names them`);
  const numbers = {
    devices: numberIn('devices', values.devices ?? String(scenario.devices), 100, 100_000),
    speed: numberIn('speed', values.speed, 1, 60),
    seed: numberIn('seed', values.seed, 0, 2 ** 31),
    httpPort: numberIn('port', values.port, 0, 65_535),
    mqttPort: numberIn('mqtt-port', values['mqtt-port'], 0, 65_535),
  };
  const wrong = Object.values(numbers).find((value) => typeof value === 'string');
  if (wrong !== undefined) return refuse(wrong);
  const { site, data, keep } = values;
  const logLevel = levelOf(environment['FENGSUI_LOG_LEVEL']);
  return { ...(numbers as Record<keyof typeof numbers, number>), scenario, site, data, keep, logLevel };
}

function refuse(why: string): undefined {
  process.stderr.write(`fengsui: ${why}\n`);
}

/** By its name or its number. */
const findScenario = (wanted: string): Scenario | undefined =>
  SCENARIOS.find(({ name, number }) => name === wanted || String(number) === wanted);

/** The number, or what is wrong with it. */
function numberIn(name: string, text: string, from: number, to: number): number | string {
  const value = Number(text);
  const isFine = text !== '' && value >= from && value <= to && (name === 'speed' || Number.isInteger(value));
  return isFine ? value : `--${name} takes ${from} to ${to}, not ${text}`;
}

function levelOf(text: string | undefined): ServerSettings['log']['level'] {
  const level = ServerSettings.shape.log.unwrap().shape.level.safeParse(text);
  return text !== undefined && level.success ? level.data : 'warn';
}

export function scenarioList(): string {
  const lines = SCENARIOS.map(
    ({ number, name, title, minutes, devices }) =>
      `  ${String(number).padStart(2)}  ${name.padEnd(26)} ${title.zh} · ${title.en} (${minutes} min, ${devices} devices)`,
  );
  return ['fengsui drill --scenario NAME', '', ...lines].join('\n');
}
