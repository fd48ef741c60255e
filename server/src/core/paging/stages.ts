import type { IncidentInput, PersonInput, Stage } from './stage.ts';
import { flapping } from './stages/flapping.ts';
import { grouping } from './stages/grouping.ts';
import { maintenance } from './stages/maintenance.ts';
import { quiet } from './stages/quiet.ts';
import { route } from './stages/route.ts';
import { severity } from './stages/severity.ts';
import { shelving } from './stages/shelving.ts';
import { throttle } from './stages/throttle.ts';
import { topology } from './stages/topology.ts';

/** Asked of an incident, before anybody is asked for. */
export const OF_INCIDENTS: readonly Stage<IncidentInput>[] = [
  severity,
  topology,
  maintenance,
  shelving,
  flapping,
];

/** Whoever was told that it opened is told that it recovered: whatever else keeps quiet, keeps this not. */
export const OF_RECOVERIES = OF_INCIDENTS.filter(({ judgesRecoveries }) => judgesRecoveries);

/** Asked of each person. Whether one can be reached, and sleeps, comes before how much one gets. */
export const OF_PERSONS: readonly Stage<PersonInput>[] = [route, quiet, grouping, throttle];
