export type Environment = Readonly<Record<string, string | undefined>>;

/** Answers the exit code: 0 done, 1 failed, 2 asked for wrongly. */
export type Run = (args: readonly string[], environment: Environment) => Promise<number>;

/** One word of the command line. */
export interface Command {
  usage: string;
  summary: string;
  /** Loads the command when it is asked for: a probe has no use for a server in its memory. */
  load(): Promise<Run>;
}
