import type { Scenario } from '../scenario.ts';
import { fibreCut } from './01-fibre-cut.ts';
import { halfBuilding } from './02-half-building.ts';
import { eveningSwitchOff } from './03-evening-switch-off.ts';
import { afterTheMatch } from './04-after-the-match.ts';
import { typhoon } from './05-typhoon.ts';
import { warningAndDeadSpeakers } from './06-warning-and-dead-speakers.ts';
import { silentSpeaker } from './07-silent-speaker.ts';
import { playCampaign } from './08-play-campaign.ts';
import { monthlyTestMissed } from './09-monthly-test-missed.ts';
import { rainFade } from './10-rain-fade.ts';
import { waterInAConnector } from './11-water-in-a-connector.ts';
import { seasonsOfTheDay } from './12-seasons-of-the-day.ts';
import { flappingAmplifier } from './13-flapping-amplifier.ts';
import { backhaulAndBackfill } from './14-backhaul-and-backfill.ts';
import { partialBackfill } from './15-partial-backfill.ts';
import { wrongClocks } from './16-wrong-clocks.ts';
import { duplicateIds } from './17-duplicate-ids.ts';
import { firmwareRollout } from './18-firmware-rollout.ts';
import { brokerRestart } from './19-broker-restart.ts';
import { serverStall } from './20-server-stall.ts';
import { springFestival } from './21-spring-festival.ts';
import { cutOverOverruns } from './22-cut-over-overruns.ts';
import { theOnlyWitness } from './23-the-only-witness.ts';
import { wrongTopology } from './24-wrong-topology.ts';
import { weakEvenings } from './26-weak-evenings.ts';

/** Every scenario, by number. One more is its file and its line here. */
export const SCENARIOS: readonly Scenario[] = [
  fibreCut,
  halfBuilding,
  eveningSwitchOff,
  afterTheMatch,
  typhoon,
  warningAndDeadSpeakers,
  silentSpeaker,
  playCampaign,
  monthlyTestMissed,
  rainFade,
  waterInAConnector,
  seasonsOfTheDay,
  flappingAmplifier,
  backhaulAndBackfill,
  partialBackfill,
  wrongClocks,
  duplicateIds,
  firmwareRollout,
  brokerRestart,
  serverStall,
  springFestival,
  cutOverOverruns,
  theOnlyWitness,
  wrongTopology,
  weakEvenings,
];
