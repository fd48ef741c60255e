/**
 * Flapping by the weights that Nagios uses: 21 looks, newer changes weigh more (0.75 to 1.25), as a
 * share of the 20 changes that there could have been. Begins above 20 %, ends below 5 %.
 */
export interface FlapLog {
  /** The last looks, oldest first: was it wrong? */
  readonly looks: readonly boolean[];
  readonly isFlapping: boolean;
}

const LOOKS = 21;
const HIGH = 20;
const LOW = 5;

export const CALM: FlapLog = { looks: [], isFlapping: false };

export function look(log: FlapLog, isWrong: boolean): FlapLog {
  const looks = [...log.looks, isWrong].slice(-LOOKS);
  const percent = flapPercent(looks);
  return { looks, isFlapping: log.isFlapping ? percent >= LOW : percent > HIGH };
}

/** Looks that are missing yet count as unchanged. */
export function flapPercent(looks: readonly boolean[]): number {
  const offset = LOOKS - looks.length;
  let sum = 0;
  for (let i = 1; i < looks.length; i++) {
    if (looks[i] !== looks[i - 1]) sum += 0.75 + ((i + offset - 1) * 0.5) / (LOOKS - 2);
  }
  return (sum * 100) / (LOOKS - 1);
}
