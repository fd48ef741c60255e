import { connect } from 'node:net';
import { connectPacket, createAnswerReader } from './packets.js';

const MAX_IDS = 4_096;
/** What a write of many packets at once may hold. */
const AT_ONCE = 64;

const now = () => performance.now();
const wallMs = () => Math.floor(performance.timeOrigin + performance.now());

/**
 * One connection of the load: every `stride`th device, from `index` on. So many messages as the load's
 * plan says may wait for their acknowledgement.
 */
export function createLine({ index, stride, port, load, fail }) {
  const { encoder, counts } = load;
  const socket = connect(port, '127.0.0.1').setNoDelay(true);
  const sentAt = new Float64Array(MAX_IDS);
  let [nextId, waiting, device] = [1, 0, index];
  let ready;
  const whenReady = new Promise((resolve) => (ready = resolve));
  const read = createAnswerReader({
    connected: () => ready(),
    acknowledged(id) {
      waiting--;
      counts.acked++;
      load.latency.add(now() - sentAt[id]);
    },
  });
  const room = () => load.plan.window - waiting;

  function takeId(dueAt) {
    const id = nextId;
    nextId = nextId + 1 === MAX_IDS ? 1 : nextId + 1;
    sentAt[id] = dueAt;
    waiting++;
    counts.sent++;
    return id;
  }

  function send(count, dueAt) {
    const out = Buffer.allocUnsafe(count * encoder.longest);
    const ts = wallMs();
    let end = 0;
    for (let i = 0; i < count; i++) {
      end = encoder.data(out, end, device, takeId(dueAt), ts);
      counts.samples++;
      device += stride;
      if (device >= encoder.devices) device = index;
    }
    socket.write(out.subarray(0, end));
  }

  /** Sends up to `count`; answers how many it could. */
  function offer(count, dueAt) {
    const sending = Math.max(0, Math.min(count, room(), AT_ONCE));
    if (sending > 0) send(sending, dueAt);
    return sending;
  }

  /** As many as may wait, and as is allowed beyond what has been delivered. */
  function fill() {
    const { allowed = Infinity } = load.plan;
    while (offer(allowed - counts.sent, now()) === AT_ONCE);
  }

  socket.on('data', (chunk) => {
    read(chunk);
    if (load.plan.mode === 'closed') fill();
  });
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('the broker has ended a connection')));
  socket.write(connectPacket(`load-${index}`));

  return {
    whenReady,
    room,
    waiting: () => waiting,
    offer,
    fill,
    birth: (number) => socket.write(encoder.birth(number, takeId(now()), wallMs())),
    one(number) {
      counts.samples++;
      const out = Buffer.allocUnsafe(encoder.longest);
      socket.write(out.subarray(0, encoder.data(out, 0, number, takeId(now()), wallMs())));
    },
    end() {
      socket.removeAllListeners('close');
      socket.destroy();
    },
  };
}
