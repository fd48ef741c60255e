/** What somebody may end early, or what ends with another incident, is looked at again after this. */
export const LOOK_AGAIN_MS = 5 * 60_000;
