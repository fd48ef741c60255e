import type { Json } from '@fengsui/config/contract';

/** Why an act is not done: a rule of the ledger, with what it rests on. Nothing has changed. */
export class Refused extends Error {
  override name = 'Refused';
  readonly reason: string;
  readonly evidence: Readonly<Record<string, Json>>;

  constructor(reason: string, words: string, evidence: Readonly<Record<string, Json>> = {}) {
    super(words);
    this.reason = reason;
    this.evidence = evidence;
  }
}
