import { defineCheck } from '../check.ts';
import type { Check } from '../check.ts';
import type { Host, Limits, Reply } from '../host.ts';
import type { ReachSettings, Target } from './settings.ts';
import { ReachSettings as settings } from './settings.ts';
import type { TargetRound } from './summary.ts';
import { reachMetrics } from './summary.ts';

export const reach = defineCheck({
  settings,
  create: (chosen, host) => (chosen.targets.length > 0 ? [createReachCheck(chosen, host)] : []),
});

function createReachCheck({ targets, attempts, timeoutMs }: ReachSettings, host: Host): Check {
  return {
    name: 'reach',
    run: async (signal) => {
      const limits = { timeoutMs, signal };
      const rounds = await Promise.all(targets.map((target) => tryOut(host, target, attempts, limits)));
      return { kind: 'measured', metrics: reachMetrics(rounds) };
    },
  };
}

async function tryOut(host: Host, target: Target, attempts: number, limits: Limits): Promise<TargetRound> {
  const replies: Reply[] = [];
  while (replies.length < attempts && !limits.signal?.aborted) replies.push(await ask(host, target, limits));
  return { name: target.name, replies };
}

function ask(host: Host, target: Target, limits: Limits): Promise<Reply> {
  switch (target.kind) {
    case 'tcp':
      return host.tcpConnect(target.host, target.port, limits);
    case 'http':
      return host.httpGet(target.url, limits);
    case 'dns':
      return host.dnsResolve(target.query, target.server, limits);
  }
}
