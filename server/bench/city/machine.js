import { spawnSync } from 'node:child_process';
import { cpus, release, totalmem } from 'node:os';

const firstLine = (command, args) =>
  spawnSync(command, args, { encoding: 'utf8' }).stdout?.split('\n')[0] ?? '';

/** What the figures were measured on. */
export function describeMachine({ mosquitto, influxd }) {
  const cores = cpus();
  const facts = {
    at: new Date(performance.timeOrigin).toISOString(),
    processor: cores[0]?.model ?? 'unknown',
    cores: cores.length,
    memoryGB: Math.round(totalmem() / 1e9),
    linux: release(),
    node: process.versions.node,
    mosquitto: mosquitto ? firstLine(mosquitto, ['-h']) : 'not installed',
    influxd: influxd ? firstLine(influxd, ['version']) : 'not installed',
  };
  const { processor, memoryGB, linux, node } = facts;
  const text = `${processor}, ${facts.cores} cores, ${memoryGB} GB, Linux ${linux}, Node.js ${node}; ${facts.mosquitto}; ${facts.influxd}`;
  return { ...facts, text };
}
