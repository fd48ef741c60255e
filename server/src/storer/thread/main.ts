import { parentPort, workerData } from 'node:worker_threads';
import type { ThreadData } from './messages.ts';
import { serveStorer } from './serve.ts';

if (parentPort) await serveStorer(parentPort, workerData as ThreadData);
