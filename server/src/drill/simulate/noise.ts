/** The ordinary imperfections of a network. Shares are of 1. */
export interface Noise {
  /** Beats that never arrive. */
  lost: number;
  /** Beats that arrive seconds late. */
  late: number;
  /** A late beat is late by so many ms, from and to; never by more than half of its T. */
  lateMs: readonly [number, number];
  /** Of the lognormal network delay. */
  delayMedianMs: number;
  delaySigma: number;
  /** Messages that the broker delivers a second time. */
  twice: number;
  /** How far the clock of a device may run fast or slow, parts per million. */
  driftPpm: number;
  /** A will comes so long after a connection has died, s: keep-alive, and half of it again. */
  willS: readonly [number, number];
  /** How long a device takes to come back when it could, s. */
  reconnectS: readonly [number, number];
  /** How long a device takes to boot, s. */
  bootS: readonly [number, number];
}

/** Delay, loss, lateness and times of return as in the recorded cases. */
export const ORDINARY_NOISE: Noise = {
  lost: 0.005,
  late: 0.02,
  lateMs: [1_000, 7_000],
  delayMedianMs: 92,
  delaySigma: 0.72,
  twice: 0.001,
  driftPpm: 20,
  willS: [60, 95],
  reconnectS: [1, 15],
  bootS: [3, 20],
};
