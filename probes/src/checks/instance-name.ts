const MAX_LENGTH = 24;

/** The last part of a metric's name for one of several things: `eth0.10` becomes `eth0_10`. */
export function instanceName(name: string): string {
  return (
    name
      .toLowerCase()
      .slice(0, MAX_LENGTH)
      .replace(/[^a-z0-9_]/g, '_') || '_'
  );
}
