import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { pathOf } from './required.ts';
import { startService } from './service.ts';
import type { Service } from './service.ts';

export interface MosquittoOptions {
  /** A free one where none is given. */
  port?: number;
  /** Keeps retained and queued messages and sessions over a restart; not over a kill. */
  persistence?: boolean;
  /** More lines for its configuration file. */
  extraConfig?: string;
}

export interface Mosquitto extends Service {
  readonly url: string;
  readonly port: number;
}

/** A broker on loopback that lets everybody in. */
export async function startMosquitto(options: MosquittoOptions = {}): Promise<Mosquitto> {
  let port = 0;
  const service = await startService({
    name: 'mosquitto',
    async prepare(folder) {
      port = options.port ?? (await freePort());
      const file = join(folder, 'mosquitto.conf');
      writeFileSync(file, configuration(port, folder, options));
      return [pathOf('mosquitto'), '-c', file];
    },
    isReady: (output) => Promise.resolve(/mosquitto version \S+ running/.test(output)),
  });
  return { ...service, port, url: `mqtt://127.0.0.1:${port}` };
}

/** As root it would change to a user of its own, who may not write into the folder. */
function configuration(
  port: number,
  folder: string,
  { persistence = false, extraConfig = '' }: MosquittoOptions,
) {
  return [
    `listener ${port} 127.0.0.1`,
    'allow_anonymous true',
    'user root',
    'log_dest stderr',
    `persistence ${persistence}`,
    `persistence_location ${folder}/`,
    extraConfig,
    '',
  ].join('\n');
}
