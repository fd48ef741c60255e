import { connect } from 'node:net';
import { io } from 'socket.io-client';
import { WATCHED, bootOf, dataTopic } from './devices.js';
import { createHistogram } from './histogram.js';
import { connectPacket, createAnswerReader, publishPacket } from './packets.js';
import { WATCHED_DEVICES, watchedName } from './site.js';

const SEND_EVERY_MS = 100;
const SNAPSHOT_WITHIN_MS = 30_000;
const wallMs = () => Math.floor(performance.timeOrigin + performance.now());

/** Publishes for a few devices of a small county, and looks at that county as a page does. */
export async function startWall(server) {
  const socket = connect(server.brokerPort, '127.0.0.1').setNoDelay(true);
  // What is sent and never shown is counted as missing: a fleet is measured to its end all the same.
  socket.on('error', () => undefined);
  const sentAt = new Map();
  let shown = createHistogram();
  let number = 1_000_000;
  socket.on('data', createAnswerReader({ connected: () => undefined, acknowledged: () => undefined }));
  socket.write(connectPacket('watched'));
  const viewer = io(`${server.url}/live`, { transports: ['websocket'] });
  viewer.on('connect', () => viewer.emit('subscribe', { region: WATCHED }));
  viewer.on('patch', ({ set }) => {
    const now = performance.now();
    for (const { metrics } of Object.values(set.devices ?? {})) {
      const at = sentAt.get(metrics['sys.uptime_s']);
      if (at === undefined) continue;
      shown.add(now - at);
      sentAt.delete(metrics['sys.uptime_s']);
    }
  });
  await new Promise((resolve, reject) => {
    viewer.once('snapshot', resolve);
    setTimeout(() => reject(new Error('no snapshot came')), SNAPSHOT_WITHIN_MS).unref();
  });

  const sending = setInterval(() => {
    const index = ++number % WATCHED_DEVICES;
    const boot = bootOf(900_000 + index);
    const m = { 'dvbc.lock': true, 'sys.uptime_s': number };
    const body = JSON.stringify({ v: 1, boot, seq: Math.floor(number / WATCHED_DEVICES), ts: wallMs(), m });
    const { packet, idAt } = publishPacket(dataTopic(WATCHED, watchedName(index)), body);
    packet.writeUInt16BE(1 + (number % 60_000), idAt);
    sentAt.set(number, performance.now());
    socket.write(packet);
  }, SEND_EVERY_MS);

  return {
    sent: () => number - 1_000_000,
    /** Sent and not seen yet. */
    missing: () => sentAt.size,
    fresh: () => (shown = createHistogram()),
    latencies: () => shown.values(),
    stop() {
      clearInterval(sending);
      viewer.close();
      socket.destroy();
    },
  };
}
