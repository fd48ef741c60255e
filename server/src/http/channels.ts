import type { ChannelView } from '@fengsui/config/contract';
import {
  ChangeQuery,
  ChannelBody,
  ChannelTestAnswer,
  ChannelTestBody,
  ChannelTypeView,
  ChannelView as View,
  RecordId,
} from '@fengsui/config/contract';
import { z } from 'zod';
import type { ChannelDone, ChannelRegistry } from '../channels/port.ts';
import type { Clock } from '../clock.ts';
import { testChannel } from './channels-test.ts';
import { HttpProblem } from './problem.ts';
import type { Route } from './route.ts';
import { route } from './route.ts';

export interface ChannelParts {
  channels: ChannelRegistry;
  clock: Clock;
  /** A path as people can open it. */
  link?(path: string): string | undefined;
}

const Id = z.object({ id: RecordId });
const None = z.strictObject({});
const list = <S extends z.ZodType>(item: S) => z.object({ items: z.array(item) });

/** The ways out to people: which kinds there are, what is set up, and whether it does what it should. */
export function channelRoutes(parts: ChannelParts): Route[] {
  return [...readRoutes(parts), ...changeRoutes(parts), testRoute(parts)];
}

function readRoutes({ channels }: ChannelParts): Route[] {
  return [
    route({
      method: 'get',
      path: '/channel-types',
      summary: 'Kinds of channels, with the JSON Schemas of their settings and addresses for forms',
      params: None,
      query: None,
      answer: list(ChannelTypeView),
      run: () => ({ body: { items: channels.types() } }),
    }),
    route({
      method: 'get',
      path: '/channels',
      summary: 'Channels that are set up; secrets are never given back',
      params: None,
      query: None,
      answer: list(View),
      run: () => ({ body: { items: channels.views() } }),
    }),
    route({
      method: 'get',
      path: '/channels/{id}',
      summary: 'A channel that is set up; secrets are never given back',
      params: Id,
      query: None,
      answer: View,
      statuses: [404],
      run: ({ params: { id } }) => ({ body: channels.view(id) ?? notThere(id) }),
    }),
  ];
}

function changeRoutes({ channels, clock }: ChannelParts): Route[] {
  return [
    route({
      method: 'put',
      path: '/channels/{id}',
      summary:
        'Sets a channel up, or changes it; {"set":true} in place of a secret keeps the one that is there',
      params: Id,
      query: ChangeQuery,
      body: ChannelBody,
      answer: View,
      statuses: [409],
      run({ params: { id }, query: { version }, body, actor }) {
        return {
          body: viewOrProblem(id, channels.put(id, body, { by: actor, at: clock.now(), version })),
        };
      },
    }),
    route({
      method: 'delete',
      path: '/channels/{id}',
      summary: 'Takes a channel away; refused while people are reached by it',
      params: Id,
      query: None,
      answer: z.object({}),
      statuses: [404, 409],
      run({ params: { id }, actor }) {
        viewOrProblem(id, channels.remove(id, { by: actor, at: clock.now() }));
        return { body: {} };
      },
    }),
  ];
}

function testRoute(parts: ChannelParts): Route {
  const test = testChannel(parts);
  return route({
    method: 'post',
    path: '/channels/{id}/test',
    summary: 'Sends a test at once and answers what the other side said',
    params: Id,
    query: None,
    body: ChannelTestBody,
    answer: ChannelTestAnswer,
    statuses: [404, 429],
    async run({ params: { id }, body: { address } }) {
      const channel = parts.channels.channels().get(id) ?? notThere(id);
      return { body: await test(id, channel, address) };
    },
  });
}

function notThere(id: string): never {
  throw new HttpProblem(404, `There is no channel ${id}.`);
}

function viewOrProblem(id: string, done: ChannelDone): ChannelView {
  if (done.ok) return done.view;
  if (done.because === 'unknown') return notThere(id);
  if (done.because === 'wrong')
    throw new HttpProblem(400, 'The channel does not fit; see errors.', done.faults);
  if (done.because === 'in_use')
    throw new HttpProblem(
      409,
      `People are reached by it: ${done.users.join(', ')}. Change their ways first.`,
    );
  throw new HttpProblem(409, 'Somebody has changed it meanwhile; read it again.');
}
