import { Agent, request } from 'node:http';
import { createRandom, HOUR_MS } from './city.js';

const DAY_MS = 24 * HOUR_MS;

const LINES_AT_ONCE = 10_000;
const AT_ONCE = 2;

/** Writes hours of areas as the store writes them, into the policy in which it keeps them. */
export async function fillInflux({ url, database, cells, variants, from, hours }) {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const random = createRandom(11);
  const made = cells.map(({ area, metric, devices }) => {
    const county = area.slice('area:'.length, 'area:'.length + 6);
    const { n, levels } = metric === 'signal.weak' ? { n: devices, levels: [''] } : variants(metric, devices);
    return { tags: `areas,area=${area},county=${county},metric=${metric}`, n, levels };
  });
  function lineOf({ tags, n, levels }, ts) {
    const weak = Math.round(n * random() * 200) / 1_000;
    const bad = Math.round(weak * 250) / 1_000;
    const text = levels[Math.floor(random() * levels.length)];
    const shares = `weak1=${weak / n},bad1=${bad / n}`;
    const counted = n < 5 ? 'hours5=0i,weak5=0,bad5=0' : `hours5=1i,weak5=${weak / n},bad5=${bad / n}`;
    return `${tags} n=${n}i,weak=${weak},bad=${bad},levels="${text}",hours1=1i,${shares},${counted} ${ts}000000`;
  }
  function* bodies() {
    let lines = [];
    for (let hour = 0; hour < hours; hour++) {
      for (const cell of made) {
        lines.push(lineOf(cell, from + hour * HOUR_MS));
        if (lines.length === LINES_AT_ONCE) yield lines.join('\n');
        if (lines.length === LINES_AT_ONCE) lines = [];
      }
    }
    yield lines.join('\n');
  }
  const todo = bodies();
  const lane = async () => {
    for (const body of todo) await send(agent, `${url}/write?db=${database}&rp=hourly&precision=ns`, body);
  };
  // One source for both: each takes the next.
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  const end = from + hours * HOUR_MS;
  for (let day = Math.floor(from / DAY_MS) * DAY_MS; day < end; day += DAY_MS)
    await query(agent, { url, database }, daysOf(day));
  agent.destroy();
  return { rows: cells.length * hours };
}

/** As the store adds a day up, but for all counties at once. */
function daysOf(day) {
  const fields = [1, 5].flatMap((least) => ['hours', 'weak', 'bad'].map((name) => name + least));
  const sums = fields.map((field) => `SUM(${field}) AS ${field}`).join(', ');
  const time = `time >= ${day}ms AND time < ${day + DAY_MS}ms`;
  return `SELECT ${sums}, MAX(n) AS n INTO hourly.area_days FROM hourly.areas WHERE metric = 'signal.weak' AND ${time} GROUP BY time(1d), area, county, metric FILL(none)`;
}

/** The answer's text alone: nothing is made of it. */
export async function bareInflux({ url, database, asked, ranked, from, to, times }) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const took = { rows: [], sums: [] };
  const time = `time >= ${from}ms AND time < ${to}ms`;
  const spend = async (into, q) => {
    const began = performance.now();
    await query(agent, { url, database }, q);
    into.push(performance.now() - began);
  };
  for (const { area, metric } of asked)
    await spend(
      took.rows,
      `SELECT n, weak, bad, levels FROM hourly.areas WHERE metric = '${metric}' AND area = '${area}' AND ${time}`,
    );
  const sums = `SELECT SUM(hours5), SUM(weak5), SUM(bad5), MAX(n) FROM hourly.areas WHERE metric = 'signal.weak' AND ${time} AND area =~ /^area:[0-9]{12}$/ GROUP BY time(168h, ${from % (168 * HOUR_MS)}ms), area FILL(none)`;
  for (let i = 0; i < times; i++) await spend(took.sums, sums);
  agent.destroy();
  return { ...took, ranked: ranked.length };
}

const query = (agent, { url, database }, q) =>
  send(agent, `${url}/query?db=${database}&epoch=ms`, new URLSearchParams({ q }).toString(), {
    'content-type': 'application/x-www-form-urlencoded',
  });

function send(agent, url, body, headers = {}) {
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent, method: 'POST', headers }, (answer) => {
      let said = '';
      answer.setEncoding('utf8').on('data', (chunk) => (said += chunk));
      answer.on('end', () => {
        if (answer.statusCode < 300 && !said.includes('"error"')) resolve(said);
        else reject(new Error(`InfluxDB answered ${answer.statusCode}: ${said.slice(0, 300)}`));
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
