import type { AreaCounts } from './area-counts.ts';
import type { FoundArea } from './found-area.ts';
import type { AreaKey } from './area-hour.ts';
import type { Places } from './places.ts';
import type { WeakHours } from './weak-hours.ts';
import type { Finding } from '../incident/finding.ts';

/** An hour that has ended: what every device's hour came to. Times ms UTC. */
export interface Hour {
  /** Its start. */
  from: number;
  /** When it is judged. */
  at: number;
  /** Of all devices whose hour counts. */
  counts: AreaCounts;
  /** Of those whose level has not fallen together with those around it: that has been told already. */
  unfallen: AreaCounts;
}

/** What the steps of judging an hour share. */
export interface JudgeParts {
  places: Places;
  weakHours: WeakHours;
  found: Map<AreaKey, FoundArea>;
  /** Says of a found area how it stands, and notes what was said. */
  describe(area: FoundArea, hour: Hour): Finding;
  nameOf(key: AreaKey): string;
}
