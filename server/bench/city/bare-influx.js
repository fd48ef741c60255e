import { Agent, request } from 'node:http';
import { cpuMs } from '../timed.js';
import { createMessages } from './samples.js';

const BATCH = 10_000;
/** Prepared before, so that nothing but the writing is measured. */
const PREPARED = 8;
const AT_ONCE = 2;

/** Line protocol over connections that are kept: a point a message, a field for each value. */
export async function bareInflux({ url, seconds }) {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  await post(agent, `${url}/query?q=${encodeURIComponent('CREATE DATABASE bare')}`, '');
  const messages = createMessages();
  let [count, wallMs, processorMs] = [0, 0, 0];
  while (wallMs < seconds * 1000) {
    const bodies = Array.from({ length: PREPARED }, () => linesOf(messages.samples(BATCH)));
    const [from, cpuFrom] = [performance.now(), process.cpuUsage()];
    const lane = async () => {
      for (let body = bodies.pop(); body; body = bodies.pop())
        await post(agent, `${url}/write?db=bare&precision=ns`, body);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    wallMs += performance.now() - from;
    processorMs += cpuMs(process.cpuUsage(cpuFrom));
    count += PREPARED * BATCH;
  }
  agent.destroy();
  return { count, wallMs, processorMs };
}

function linesOf(samples) {
  const lines = samples.map(({ device, ts, m }) => {
    const fields = m.map(([metric, value]) => `${metric}=${value}`).join(',');
    return `telemetry,device=d-${device} ${fields} ${ts}000000`;
  });
  return lines.join('\n');
}

function post(agent, url, body) {
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent, method: 'POST' }, (answer) => {
      answer.resume();
      answer.on('end', () => {
        if (answer.statusCode < 300) resolve();
        else reject(new Error(`InfluxDB answered ${answer.statusCode}`));
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
