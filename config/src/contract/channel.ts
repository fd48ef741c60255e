import { z } from 'zod';
import { RecordId } from './handling.ts';
import { Words } from './incident.ts';

/** Stands in an answer where a secret is set; sent back, it keeps the secret that is there. */
export const SecretIsSet = z.strictObject({ set: z.literal(true) });
export type SecretIsSet = z.infer<typeof SecretIsSet>;

const TypeName = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/);
const Settings = z.record(z.string().max(64), z.json());

/** A channel as people set it up; its settings are checked by the schema of its type. */
export const ChannelBody = z.strictObject({
  type: TypeName,
  name: z.string().trim().min(1).max(64),
  settings: Settings,
});
export type ChannelBody = z.infer<typeof ChannelBody>;

export const ChannelView = ChannelBody.extend({
  id: RecordId,
  /** Counted up with every change. */
  version: z.int().min(1),
  /** Why it cannot be used as it is kept; null while it can. */
  trouble: z.string().nullable(),
});
export type ChannelView = z.infer<typeof ChannelView>;

const JsonSchema = z.record(z.string(), z.json());

/** What can be set up: forms are drawn from the two JSON Schemas; each field has `words`, secrets have `secret`. */
export const ChannelTypeView = z.object({
  type: TypeName,
  name: Words,
  settings: JsonSchema,
  address: JsonSchema,
});
export type ChannelTypeView = z.infer<typeof ChannelTypeView>;

export const ChannelTestBody = z.strictObject({ address: z.string().max(2_048).default('') });
export type ChannelTestBody = z.infer<typeof ChannelTestBody>;

/** What came of handing a message to a channel; `why` holds no secret. */
export const Sent = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    /** What the other side calls the message. */
    reference: z.string().max(256).optional(),
  }),
  z.object({
    ok: z.literal(false),
    /** `later`: the same may succeed again; `never`: not this way, as it is set up. */
    kind: z.enum(['later', 'never']),
    /** The other side wants to be left alone for so long. */
    afterMs: z.int().min(0).optional(),
    /** It wants so of the whole channel, not only of this message. */
    forAll: z.literal(true).optional(),
    why: z.string().max(300),
  }),
]);
export type Sent = z.infer<typeof Sent>;

/** What the other side said to a test, as it said it. */
export const ChannelTestAnswer = z.object({ sent: Sent, tookMs: z.int().min(0) });
export type ChannelTestAnswer = z.infer<typeof ChannelTestAnswer>;
