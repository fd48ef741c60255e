import type { Clock } from '../../clock.ts';
import type { Simulation } from '../simulate/simulate.ts';
import { createAnswers } from './answers.ts';
import type { Conductor, ConductorFigures } from './conductor.ts';
import { createConductor } from './conductor.ts';
import type { Gaps } from './gaps.ts';
import type { Pool } from './pool.ts';
import { openPool } from './pool.ts';
import type { ScaledClock } from './scaled-clock.ts';

/** A simulated fleet that speaks MQTT to a broker on this machine. */
export interface Troupe {
  /** Everybody's birth is acknowledged. */
  born: Promise<void>;
  figures(): ConductorFigures & { connected: number };
  stop(): Promise<void>;
}

export interface TroupeParts {
  simulation: Simulation;
  gaps: Gaps;
  mqttPort: number;
  clock: ScaledClock;
  realClock: Clock;
  speed: number;
}

const MAX_CONNECTIONS = 500;

export async function startTroupe(parts: TroupeParts): Promise<Troupe> {
  const { simulation, gaps, mqttPort, clock } = parts;
  const answers = createAnswers(simulation, gaps, clock.now);
  // Commands come only once there are births, and with them a conductor.
  let conductor: Conductor | undefined = undefined as Conductor | undefined;
  const pool: Pool = await openPool({
    port: mqttPort,
    connections: Math.min(simulation.fleet.size, MAX_CONNECTIONS),
    command: (topic, payload) => conductor?.answer(answers(topic, payload)),
  });
  conductor = createConductor({ ...parts, pool });
  const { born, figures, stop } = conductor;
  return {
    born,
    figures: () => ({ ...figures(), connected: pool.connected() }),
    async stop() {
      stop();
      await pool.close();
    },
  };
}
