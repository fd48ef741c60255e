import type {
  Actor,
  ChannelBody,
  ChannelTypeView,
  ChannelView,
  MessageText,
  PageKind,
  Problem,
  Sent,
  Words,
} from '@fengsui/config/contract';
import type { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Ask } from './ask.ts';
import type { Connect } from './connect.ts';

export type { Ask, Sent };
export type { Question, Reply } from './ask.ts';
export type { Trouble } from './trouble.ts';

/** What is handed to a channel: the message, and where it goes. */
export interface ChannelMessage {
  /** The idempotency key: sent twice, it bears the same. */
  key: string;
  /** Whom the channel is to reach, in its own terms; '' where it is one group. */
  address: string;
  about: PageKind;
  incidents: readonly string[];
  text: MessageText;
  /** Absolute; undefined where the server's own address is not known. */
  link: string | undefined;
  /** When the message was written, ms UTC. */
  at: number;
}

/** One way out, as somebody has set it up. */
export interface Channel {
  readonly type: string;
  /** What the other side takes in a minute; without it there is no such bound. */
  readonly perMinute?: number;
  /** Never rejects: what went wrong is in the answer. Within 10 s. */
  send(message: ChannelMessage): Promise<Sent>;
}

/** The outside, for channels: each of them is bounded in time and size. */
export interface ChannelDeps {
  clock: Clock;
  ask: Ask;
  connect: Connect;
}

/**
 * A kind of channel describes itself: the forms for its settings and addresses are drawn from the two schemas,
 * in which `field` marks words, secrets, and what decides where a secret goes.
 */
export interface ChannelType<S extends z.ZodObject = z.ZodObject> {
  type: string;
  name: Words;
  settings: S;
  /** Reads text; checked before each sending. */
  address: z.ZodType<string, string>;
  perMinute?: number;
  /** May throw where the settings fit the schema and are of no use all the same. */
  open(settings: z.infer<S>, deps: ChannelDeps): Pick<Channel, 'send'>;
}

/** Keeps settings and their schema together. */
export function channelType<S extends z.ZodObject>(type: ChannelType<S>): ChannelType {
  return type as unknown as ChannelType;
}

export interface ChannelChange {
  by: Actor;
  at: number;
  /** Only if that is the version that is kept. */
  version?: number | undefined;
}

export type ChannelDone =
  | { ok: true; view: ChannelView }
  | { ok: false; because: 'wrong'; faults: NonNullable<Problem['errors']> }
  | { ok: false; because: 'changed_meanwhile' }
  | { ok: false; because: 'unknown' }
  /** Names of people who are reached by it. */
  | { ok: false; because: 'in_use'; users: string[] };

/** The channels that people have set up, as they stand in the records. */
export interface ChannelRegistry {
  channels(): ReadonlyMap<string, Channel>;
  /** Why a channel cannot be used as it is kept. */
  trouble(id: string): string | undefined;
  /** Looks again, after records have changed. What has not changed stays as it is. */
  refresh(): void;
  types(): ChannelTypeView[];
  /** As they may be shown: no secret is in them. */
  views(): ChannelView[];
  view(id: string): ChannelView | undefined;
  put(id: string, body: ChannelBody, change: ChannelChange): ChannelDone;
  remove(id: string, change: ChannelChange): ChannelDone;
}
