import type { Metrics, UplinkVerb } from '@fengsui/config/contract';

/** The payload of a device's message, as the contract has it. */
export interface Payload {
  v: 1;
  boot: string;
  seq?: number;
  ts?: number;
  m?: Metrics;
  [more: string]: unknown;
}

/** What the broker delivers; `device` is its index in the fleet, for whoever plays it live. */
export interface Message {
  at: number;
  device: number;
  verb: UplinkVerb;
  topic: string;
  payload: Payload;
}

/** The link between server and broker. */
export interface LinkChange {
  at: number;
  link: 'down' | 'up';
}

export type Item = Message | LinkChange;

export const isMessage = (item: Item): item is Message => 'topic' in item;
