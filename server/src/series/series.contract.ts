import { afterEach, beforeEach, describe } from 'vitest';
import type { Retention, SeriesStore, StoredSample } from './port.ts';
import { pointCases } from './contract/points.ts';
import { beatCases } from './contract/beats.ts';
import { writeCases } from './contract/writes.ts';
import { nameCases } from './contract/names.ts';
import { modelCases } from './contract/model.ts';
import { rangeCases } from './contract/ranges.ts';
import { upkeepCases } from './contract/upkeep.ts';
import { areaCases } from './contract/areas.ts';
import { areaModelCases } from './contract/area-model.ts';

export interface StoreOptions {
  retention?: Retention;
  now?: () => number;
}

export interface OpenStore {
  store: SeriesStore;
  /** Lets samples go by a clock that no test can set. */
  ownClock?: true;
  /** Closes the store and opens the same data anew; absent where nothing outlives the store. */
  reopen?(): Promise<SeriesStore>;
  cleanup(): Promise<void>;
}

/** What a case may use: an empty store of its own. */
export interface Subject {
  readonly store: SeriesStore;
  readonly reopen: OpenStore['reopen'];
  readonly ownClock: OpenStore['ownClock'];
  /** In place of `store`, an empty store of these options. */
  openWith(options: StoreOptions): Promise<void>;
  /** Writes samples under the next mark of the journal `journal`. */
  put(...samples: StoredSample[]): Promise<{ refused: number }>;
}

/** Every adapter of SeriesStore passes this suite. `open` gives an empty store each time. */
export function describeSeriesStore(
  name: string,
  open: (options?: StoreOptions) => Promise<OpenStore>,
): void {
  describe(`${name} as a series store`, () => {
    let opened: OpenStore;
    let offset = 0;
    const subject: Subject = {
      get store() {
        return opened.store;
      },
      get reopen() {
        return opened.reopen;
      },
      get ownClock() {
        return opened.ownClock;
      },
      async openWith(options) {
        await opened.cleanup();
        opened = await open(options);
      },
      put: (...samples) => opened.store.write(samples, { journal: 'journal', offset: ++offset }),
    };

    beforeEach(async () => {
      opened = await open();
      offset = 0;
    });
    afterEach(() => opened.cleanup());

    writeCases(subject);
    pointCases(subject);
    beatCases(subject);
    nameCases(subject);
    rangeCases(subject);
    upkeepCases(subject);
    areaCases(subject);
    areaModelCases(subject);
    modelCases(subject);
  });
}
