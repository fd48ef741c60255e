/** The same as in package.json, which a single file cannot read; a test holds them together. */
export const PROBE_VERSION = '0.1.0';
