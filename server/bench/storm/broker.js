import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { find } from '../city/servers.js';
import { freePort } from './free-port.js';

const USUAL_PATH = '/usr/bin:/bin:/usr/local/bin';

/** Mosquitto with the limits of the example configuration; its end is that of a power cut. */
export async function startBroker(folder) {
  const port = await freePort();
  const home = join(folder, 'mosquitto');
  mkdirSync(home, { recursive: true });
  const file = join(home, 'mosquitto.conf');
  const lines = [
    ...[`listener ${port} 127.0.0.1`, 'allow_anonymous true', 'user root', 'log_dest stderr'],
    ...['persistence true', `persistence_location ${home}/`, 'autosave_interval 30'],
    ...['max_queued_messages 1000000', 'max_queued_bytes 536870912', 'max_inflight_messages 100'],
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
  let child = await launch(file);
  return {
    port,
    url: `mqtt://127.0.0.1:${port}`,
    async restart() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
      child = await launch(file);
    },
    end: () => child.kill('SIGKILL'),
  };
}

async function launch(file) {
  const program = find('mosquitto', USUAL_PATH);
  if (program === undefined) throw new Error('mosquitto is not installed');
  const child = spawn(program, ['-c', file], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', () => reject(new Error(`mosquitto ended: ${said}`)));
    child.stderr.on('data', (chunk) => {
      said = (said + chunk).slice(-4_096);
      if (/mosquitto version \S+ running/.test(said)) resolve();
    });
  });
  return child;
}
