import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { cpuMs } from '../timed.js';
import { createMessages } from './samples.js';

/** A group is what comes in a hundredth of a second at 30,000 messages a second. */
const GROUP = 300;
const GROUPS = 100;

async function repeat(seconds, work) {
  const messages = createMessages();
  let [count, wallMs, processorMs] = [0, 0, 0];
  while (wallMs < seconds * 1000) {
    const payloads = messages.payloads(GROUP * GROUPS);
    const [from, cpuFrom] = [performance.now(), process.cpuUsage()];
    for (let at = 0; at < payloads.length; at += GROUP) work(payloads.slice(at, at + GROUP));
    wallMs += performance.now() - from;
    processorMs += cpuMs(process.cpuUsage(cpuFrom));
    count += payloads.length;
  }
  return { count, wallMs, processorMs };
}

/** Each group in one write, pushed through to the disk before the next. */
export async function bareFile({ folder, seconds }) {
  const fd = openSync(join(folder, 'bare.journal'), 'w');
  try {
    return await repeat(seconds, (group) => {
      writeSync(fd, Buffer.concat(group));
      fdatasyncSync(fd);
    });
  } finally {
    closeSync(fd);
  }
}

export async function bareParsing({ seconds }) {
  return repeat(seconds, (group) => {
    for (const payload of group) JSON.parse(payload.toString());
  });
}
