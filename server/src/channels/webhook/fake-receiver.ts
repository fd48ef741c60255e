import { z } from 'zod';
import type { Arrived, FakeVendor } from '../channel.contract.ts';
import type { Asked, FakeAnswer } from '../fake-http.ts';
import { echo, startFakeHttp } from '../fake-http.ts';

const Labels = z.record(z.string(), z.string());
const Status = z.enum(['firing', 'resolved']);

/** What Alertmanager documents of version 4. */
export const Body = z.object({
  version: z.literal('4'),
  groupKey: z.string().min(1),
  truncatedAlerts: z.int().min(0),
  status: Status,
  receiver: z.string(),
  groupLabels: Labels,
  commonLabels: Labels,
  commonAnnotations: Labels,
  externalURL: z.string(),
  alerts: z
    .array(
      z.object({
        status: Status,
        labels: Labels,
        annotations: Labels,
        startsAt: z.iso.datetime(),
        endsAt: z.iso.datetime(),
        generatorURL: z.string(),
        fingerprint: z.string().regex(/^[0-9a-f]{16}$/),
      }),
    )
    .min(1),
});

const TOKEN = 'receiver-token-0123456789';

export interface FakeReceiver extends FakeVendor {
  bodies: z.infer<typeof Body>[];
}

/** Somebody who takes what Alertmanager sends. */
export async function startFakeReceiver(): Promise<FakeReceiver> {
  const arrived: Arrived[] = [];
  const bodies: z.infer<typeof Body>[] = [];
  let token = TOKEN;
  let isLimited = false;

  function answer(asked: Asked): FakeAnswer {
    if (isLimited) return { status: 429, headers: { 'retry-after': '17' } };
    if (asked.headers.authorization !== `Bearer ${token}`) return { status: 401, body: echo(asked) };
    const body = Body.parse(JSON.parse(asked.body.toString()));
    bodies.push(body);
    const { summary = '', description = '' } = body.commonAnnotations;
    arrived.push({ key: String(asked.headers['idempotency-key']), text: `${summary}\n${description}` });
    return { status: 202 };
  }

  const http = await startFakeHttp(answer);
  return {
    settings: { url: `${http.origin}/alerts`, token: TOKEN },
    address: 'noc',
    secrets: [TOKEN],
    bodies,
    arrived: () => arrived,
    become(state) {
      if (state === 'limited') isLimited = true;
      if (state === 'refusing') token = 'another';
      http.set(state === 'broken' || state === 'silent' ? state : 'well');
    },
    untilAsked: () => http.untilAsked(1),
    stop: http.stop,
  };
}
