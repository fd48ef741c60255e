import { createServer } from 'node:net';
import { Aedes } from 'aedes';

/** With time stamps, over IPv4. */
const HEADER_BYTES = 52;

/** A broker that counts every byte of the line, and the headers that would go with them. */
export async function startCountingBroker() {
  const aedes = await Aedes.createBroker();
  const sockets = new Set();
  const ended = { up: 0, down: 0 };
  let segments = 0;
  const messages = {};
  let fulls = 0;
  let fullBytes = 0;

  const server = createServer((socket) => {
    sockets.add(socket);
    // Each piece that comes or goes is a segment with its acknowledgement, if none rides along.
    socket.on('data', () => (segments += 2));
    const write = socket.write.bind(socket);
    socket.write = (...all) => {
      segments += 2;
      return write(...all);
    };
    socket.on('close', () => {
      sockets.delete(socket);
      ended.up += socket.bytesRead;
      ended.down += socket.bytesWritten;
    });
    aedes.handle(socket);
  });
  aedes.on('publish', ({ topic, payload }, client) => {
    if (!client || topic.startsWith('$')) return;
    const verb = topic.split('/')[3];
    messages[verb] = (messages[verb] ?? 0) + 1;
    // What grows of itself comes along with everything else only.
    if (verb !== 'data' || !payload.includes('"sys.uptime_s"')) return;
    fulls++;
    fullBytes = payload.length + topic.length;
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `mqtt://127.0.0.1:${server.address().port}`,
    figures() {
      const open = [...sockets];
      const upBytes = open.reduce((sum, { bytesRead }) => sum + bytesRead, ended.up);
      const downBytes = open.reduce((sum, { bytesWritten }) => sum + bytesWritten, ended.down);
      return {
        upBytes,
        downBytes,
        headerBytes: segments * HEADER_BYTES,
        messages: { ...messages },
        fulls,
        fullBytes,
      };
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      await new Promise((resolve) => aedes.close(resolve));
    },
  };
}
