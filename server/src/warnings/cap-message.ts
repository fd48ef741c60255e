import type { ResponseLevel, WarningStatus } from '@fengsui/config/contract';

/** WGS 84, degrees, as CAP gives them: north before east. */
export interface CapPoint {
  lat: number;
  lon: number;
}

export interface CapArea {
  /** In the sender's words. */
  description: string;
  geocodes: { name: string; value: string }[];
  polygons: CapPoint[][];
  circles: { center: CapPoint; radiusKm: number }[];
}

export interface CapInfo {
  language: string;
  event: string;
  /** The event where it has none of its own. */
  headline: string;
  /** Null where the severity is not known, or the danger is said to be over. */
  level: ResponseLevel | null;
  /** ms UTC; from its onset, else when it takes effect, else when it was sent. */
  from: number;
  /** Null where it does not say. */
  to: number | null;
  areas: CapArea[];
}

export interface CapReference {
  sender: string;
  identifier: string;
  sent: number;
}

/** An alert of CAP 1.2, as far as it matters here. */
export interface CapMessage {
  identifier: string;
  sender: string;
  sent: number;
  status: WarningStatus;
  message: 'alert' | 'update' | 'cancel';
  references: CapReference[];
  infos: CapInfo[];
}
