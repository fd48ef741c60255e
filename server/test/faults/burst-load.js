import { connectAsync } from 'mqtt';

// Devices of a process of their own that beat at given rates, one stretch of time after the other:
//   node burst-load.js URL SEED RATE:SECONDS,RATE:SECONDS… COUNTY/DEVICE COUNTY/DEVICE …
// A line of JSON after each stretch, and one with what each device has sent when all is acknowledged.

const [url = '', seed = '1', plan = '', ...names] = process.argv.slice(2);
const TICK_MS = 20;
/** A probe with so much in flight waits; what it measures meanwhile stays on its disk. */
const MAX_IN_FLIGHT = 200;

const devices = await Promise.all(
  names.map(async (name) => {
    const [county, id] = name.split('/');
    const client = await connectAsync(url, { clientId: `fengsui-${id}`, clean: false, reconnectPeriod: 500 });
    client.on('error', () => undefined);
    return { id, topic: `fengsui/v1/${county}/data/${id}`, client, seq: 0, inFlight: 0, measuredAt: 0 };
  }),
);

let state = Number(seed);
const random = (below) => (state = (state * 48_271) % 2_147_483_647) % below;
const counts = { acknowledged: 0, held: 0 };

function beat(device) {
  const now = Math.round(performance.timeOrigin + performance.now());
  if (device.inFlight >= MAX_IN_FLIGHT || now === device.measuredAt) return void counts.held++;
  device.measuredAt = now;
  device.inFlight++;
  const m = { 'sys.load1': random(400) / 100, 'sys.uptime_s': device.seq, 'pwr.mains_v': 220 + random(10) };
  const payload = JSON.stringify({ v: 1, boot: 'b1', seq: ++device.seq, ts: now, m });
  device.client.publish(device.topic, payload, { qos: 1 }, (error) => {
    device.inFlight--;
    if (!error) counts.acknowledged++;
  });
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const sent = () => devices.reduce((sum, { seq }) => sum + seq, 0);
const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);

async function stretch(rate, seconds) {
  const began = performance.now();
  const before = sent();
  let owed = 0;
  for (let now = began; now < began + seconds * 1_000; now = performance.now()) {
    const due = ((now - began) / 1_000) * rate;
    for (; owed < due; owed++) beat(devices[random(devices.length)]);
    await pause(TICK_MS);
  }
  say({ rate, sent: sent() - before, held: counts.held, inFlight: sent() - counts.acknowledged });
}

for (const part of plan.split(',')) {
  const [rate, seconds] = part.split(':').map(Number);
  await stretch(rate, seconds);
}
while (counts.acknowledged < sent()) await pause(TICK_MS);
say({ devices: devices.map(({ id, seq }) => [id, seq]) });
await Promise.all(devices.map(({ client }) => client.endAsync()));
