import { connect } from 'mqtt';

/** A bare mqtt.js subscriber, a process of its own: acknowledges at once and counts, nothing else. */
const [url = ''] = process.argv.slice(2);
const TELL_EVERY_MS = 20;

let taken = 0;
const client = connect(url, { clientId: 'bare-subscriber', clean: false, protocolVersion: 4 });
client.handleMessage = (_packet, done) => {
  taken++;
  done();
};
client.on('connect', () => {
  client.subscribe('fengsui/v1/+/+/+', { qos: 1 }, () => process.send({ ready: true }));
});
client.on('error', (error) => {
  throw error;
});
setInterval(() => process.send({ taken }), TELL_EVERY_MS);
process.on('disconnect', () => process.exit());
