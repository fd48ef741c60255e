import { z } from 'zod';
import { Actor, RecordId } from './handling.ts';
import { TimeMs } from './ids.ts';
import { Severity, Words } from './incident.ts';
import { IncidentMatch } from './service.ts';

/** What a message to a person is about. */
export const PageKind = z.enum([
  'opened',
  'worse',
  'escalated',
  'reopened',
  'ack_expired',
  'recovered',
  'digest',
  'undelivered',
  'test',
]);
export type PageKind = z.infer<typeof PageKind>;

/** What one stage of the pipeline said. */
export const StageVerdict = z.object({
  stage: z.string(),
  verdict: z.enum(['pass', 'stop', 'hold', 'digest']),
  /** A named reason, in data. */
  because: z.record(z.string(), z.json()),
});
export type StageVerdict = z.infer<typeof StageVerdict>;

/** Why somebody was, or was not, called about an incident: a line of its timeline. */
export const PageFact = z.object({
  at: TimeMs,
  kind: z.literal('page'),
  change: z.enum(['decided', 'sent', 'failed', 'gave_up', 'held']),
  id: z.string(),
  about: PageKind,
  /** Who is meant; null where nobody was found or the pipeline stopped before. */
  person: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** The message it went into. */
  message: z.string().nullable(),
  verdicts: z.array(StageVerdict),
  because: z.record(z.string(), z.json()),
});
export type PageFact = z.infer<typeof PageFact>;

/** What a channel is asked to deliver: plain text in both languages; how it looks is the channel's affair. */
export const MessageText = z.object({
  title: Words,
  /** A paragraph each. */
  lines: z.array(Words).max(32),
  severity: Severity,
  /** Relative to the server's own address, with a leading slash. */
  path: z.string().max(256),
});
export type MessageText = z.infer<typeof MessageText>;

export const MessageState = z.enum(['waiting', 'sent', 'given_up']);
export type MessageState = z.infer<typeof MessageState>;

/** A row of the outbox. `id` is its idempotency key: sent twice after a crash, it bears the same. */
export const OutboxMessage = z.object({
  id: z.string().max(64),
  about: PageKind,
  /** The person; '' for a test of a channel. */
  person: z.string().max(64),
  /** Ways that are tried in turn, as they were when it was written. */
  ways: z.array(z.object({ channel: RecordId, address: z.string().max(2_048) })).max(8),
  /** Which of the ways is tried now. */
  way: z.int().min(0),
  incidents: z.array(z.string()).max(10_000),
  text: MessageText,
  at: TimeMs,
  /** Not before: quiet hours, or the wait until the next try. */
  dueAt: TimeMs,
  state: MessageState,
  tries: z.int().min(0),
  lastError: z.string().max(300).nullable(),
  sentAt: TimeMs.nullable(),
});
export type OutboxMessage = z.infer<typeof OutboxMessage>;

/** Nobody is called about what it matches, until it ends; never longer than eight hours. */
export const Shelf = z.strictObject({
  id: RecordId,
  what: z.union([z.strictObject({ incident: z.string().max(64) }), z.strictObject({ match: IncidentMatch })]),
  why: z.string().trim().min(1).max(256),
  by: Actor,
  from: TimeMs,
  until: TimeMs,
});
export type Shelf = z.infer<typeof Shelf>;
