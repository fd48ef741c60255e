/** What a server tells Prometheus. */
export interface Metrics {
  /** One without labels; throws where there is none. */
  of(name: string): number;
  /** One by the value of its label. */
  by(name: string): Record<string, number>;
}

export async function readMetrics(url: string): Promise<Metrics> {
  const lines = (await (await fetch(url)).text()).split('\n');
  return {
    of(name) {
      const line = lines.find((each) => each.startsWith(`${name} `));
      if (line === undefined) throw new Error(`${url} tells no ${name}`);
      return Number(line.slice(name.length + 1));
    },
    by(name) {
      const labelled = lines.filter((each) => each.startsWith(`${name}{`));
      return Object.fromEntries(
        labelled.map((line) => {
          const [, label = '', value] = /="(.*)"\} (.*)$/.exec(line) ?? [];
          return [label, Number(value)];
        }),
      );
    },
  };
}
