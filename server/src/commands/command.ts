export type Environment = Readonly<Record<string, string | undefined>>;

/** One word of the command line. */
export interface Command {
  usage: string;
  summary: string;
  /** Answers the exit code: 0 done, 1 failed, 2 asked for wrongly. */
  run(args: readonly string[], environment: Environment): Promise<number>;
}
