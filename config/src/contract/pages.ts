import { z } from 'zod';
import { RecordId } from './handling.ts';
import { QueryTime } from './ids.ts';
import { Words } from './incident.ts';
import { MessageState, OutboxMessage, PageFact, Shelf, StageVerdict } from './paging.ts';

/** The longest that anything may be shelved, minutes. */
export const MAX_SHELF_MINUTES = 8 * 60;

export const ShelfBody = z.strictObject({
  /** Who wants it; without it, whoever signed in. */
  by: RecordId.optional(),
  what: Shelf.shape.what,
  why: Shelf.shape.why,
  /** From now. */
  minutes: z.int().min(1).max(MAX_SHELF_MINUTES),
});
export type ShelfBody = z.infer<typeof ShelfBody>;

/** Those that hold, the one that ends first first. */
export const ShelfList = z.object({ items: z.array(Shelf) });
export type ShelfList = z.infer<typeof ShelfList>;

/** Why somebody was, or was not, called, as sentences too. */
export const PagingLine = PageFact.omit({ kind: true }).extend({
  /** What came of it. */
  words: Words,
  verdicts: z.array(StageVerdict.extend({ words: Words })),
});
export type PagingLine = z.infer<typeof PagingLine>;

/** Oldest first. */
export const IncidentPaging = z.object({ id: z.string(), items: z.array(PagingLine) });
export type IncidentPaging = z.infer<typeof IncidentPaging>;

export const MAX_PAGES = 500;
export const PagesQuery = z.strictObject({
  person: RecordId.optional(),
  state: MessageState.optional(),
  from: QueryTime.optional(),
  to: QueryTime.optional(),
  limit: z.coerce.number().int().min(1).max(MAX_PAGES).default(100),
});
export type PagesQuery = z.infer<typeof PagesQuery>;

/** How many of its incidents a message names in a list. */
export const MAX_NAMED_INCIDENTS = 50;

/** A message of the outbox as a list shows it: by which channels, not at which addresses. */
export const PageItem = OutboxMessage.omit({ ways: true }).extend({
  channels: z.array(RecordId),
  /** The first of them. */
  incidents: z.array(z.string()).max(MAX_NAMED_INCIDENTS),
  incidentCount: z.int().min(0),
});
export type PageItem = z.infer<typeof PageItem>;

/** Newest first. */
export const PagesAnswer = z.object({ items: z.array(PageItem) });
export type PagesAnswer = z.infer<typeof PagesAnswer>;
