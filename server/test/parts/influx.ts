import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { pathOf } from './required.ts';
import { startService } from './service.ts';
import type { Service } from './service.ts';

export interface Influx extends Service {
  readonly url: string;
  readonly port: number;
}

const PING_WITHIN_MS = 2_000;

/** InfluxDB 1.x on loopback, empty, without passwords; `data` are more lines of its section of that name. */
export async function startInflux(data: readonly string[] = []): Promise<Influx> {
  let port = 0;
  const service = await startService({
    name: 'influx',
    async prepare(folder) {
      port = await freePort();
      const file = join(folder, 'influxdb.conf');
      writeFileSync(file, configuration(port, await freePort(), folder, data));
      return [pathOf('influxd'), '-config', file];
    },
    isReady: () => answers(port),
  });
  return { ...service, port, url: `http://127.0.0.1:${port}` };
}

async function answers(port: number): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(PING_WITHIN_MS);
    const { status } = await fetch(`http://127.0.0.1:${port}/ping`, { signal });
    return status === 204;
  } catch {
    return false;
  }
}

/** Everything that would listen, report or write of its own accord is off, but for the two ports it insists on. */
function configuration(httpPort: number, rpcPort: number, folder: string, data: readonly string[]): string {
  return `
reporting-disabled = true
bind-address = "127.0.0.1:${rpcPort}"
[meta]
  dir = "${folder}/meta"
[data]
  dir = "${folder}/data"
  wal-dir = "${folder}/wal"
  query-log-enabled = false
  ${data.join('\n  ')}
[monitor]
  store-enabled = false
[http]
  bind-address = "127.0.0.1:${httpPort}"
  log-enabled = false
`;
}
