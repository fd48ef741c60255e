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
import type { Channel, ChannelDeps, ChannelType } from '../channels/port.ts';
import type { ChannelRegistry } from '../channels/registry.ts';
import { typeNamed } from '../channels/registry.ts';
import { withoutSecrets } from '../channels/secrets.ts';
import type { Clock } from '../clock.ts';
import type { KeptRecord, Records } from '../ledger/records/port.ts';
import { checkedChannel, usersOf } from './channels-checks.ts';
import { testChannel } from './channels-test.ts';
import { HttpProblem } from './problem.ts';
import type { Route } from './route.ts';
import { route } from './route.ts';

export interface ChannelParts {
  types: readonly ChannelType[];
  records: Pick<Records, 'all' | 'get' | 'put' | 'remove'>;
  registry: ChannelRegistry;
  deps: ChannelDeps;
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

function readRoutes(parts: ChannelParts): Route[] {
  const { types, records } = parts;
  return [
    route({
      method: 'get',
      path: '/channel-types',
      summary: 'Kinds of channels, with the JSON Schemas of their settings and addresses for forms',
      params: None,
      query: None,
      answer: list(ChannelTypeView),
      run: () => ({ body: { items: types.map(typeView) } }),
    }),
    route({
      method: 'get',
      path: '/channels',
      summary: 'Channels that are set up; secrets are never given back',
      params: None,
      query: None,
      answer: list(View),
      run: () => ({ body: { items: records.all('channel').map((record) => viewOf(parts, record)) } }),
    }),
    route({
      method: 'get',
      path: '/channels/{id}',
      summary: 'A channel that is set up; secrets are never given back',
      params: Id,
      query: None,
      answer: View,
      statuses: [404],
      run: ({ params: { id } }) => ({ body: viewOf(parts, recordOr404(parts, id)) }),
    }),
  ];
}

function changeRoutes(parts: ChannelParts): Route[] {
  const { types, records, registry, clock, deps } = parts;
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
      statuses: [201, 409],
      run({ params: { id }, query: { version }, body, actor }) {
        const before = records.get('channel', id);
        const value = checkedChannel(body, before, types, deps);
        const kept = records.put({ kind: 'channel', id, value, by: actor, at: clock.now(), version });
        if (kept === 'changed_meanwhile')
          throw new HttpProblem(409, 'Somebody has changed it meanwhile; read it again.');
        registry.refresh();
        return { body: viewOf(parts, kept), status: before ? 200 : 201 };
      },
    }),
    route({
      method: 'delete',
      path: '/channels/{id}',
      summary: 'Takes a channel away; refused while people are reached by it',
      params: Id,
      query: None,
      answer: z.object({ id: RecordId }),
      statuses: [404, 409],
      run({ params: { id }, actor }) {
        recordOr404(parts, id);
        const users = usersOf(records.all('person'), id);
        if (users.length > 0)
          throw new HttpProblem(
            409,
            `People are reached by it: ${users.join(', ')}. Change their ways first.`,
          );
        records.remove({ kind: 'channel', id, by: actor, at: clock.now() });
        registry.refresh();
        return { body: { id } };
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
      recordOr404(parts, id);
      return { body: await test(id, channelOr404(parts, id), address) };
    },
  });
}

function recordOr404({ records }: ChannelParts, id: string): KeptRecord {
  const record = records.get('channel', id);
  if (!record) throw new HttpProblem(404, `There is no channel ${id}.`);
  return record;
}

function channelOr404({ registry }: ChannelParts, id: string): Channel {
  const channel = registry.channels().get(id);
  if (!channel) throw new HttpProblem(404, `There is no channel ${id}.`);
  return channel;
}

function typeView({ type, name, settings, address }: ChannelType): ChannelTypeView {
  return { type, name, settings: schemaOf(settings), address: schemaOf(address) };
}

function schemaOf(schema: z.ZodType): ChannelTypeView['settings'] {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest as ChannelTypeView['settings'];
}

function viewOf({ registry, types }: ChannelParts, { id, version, value }: KeptRecord): ChannelView {
  const { type, name, settings } = ChannelBody.parse(value);
  const schema = typeNamed(type, types)?.settings;
  // Of a kind that this version does not know, nothing can be told apart.
  const shown = schema ? withoutSecrets(schema, settings) : {};
  return { id, version, type, name, settings: shown, trouble: registry.trouble(id) ?? null };
}
