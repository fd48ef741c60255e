import { IncidentDetail, SeriesAnswer } from '@fengsui/config/contract';
import type { Answer } from './get-json.ts';
import { getJson } from './get-json.ts';
import type { Boundaries } from './boundaries.ts';
import { parseBoundaries } from './boundaries.ts';

export interface SeriesRequest {
  device: string;
  metric: string;
  /** ms since 1970. */
  from: number;
  to: number;
  /** Seconds per point; every stored point without it. */
  step: number | undefined;
}

export interface Api {
  series(request: SeriesRequest, signal: AbortSignal): Promise<Answer<SeriesAnswer>>;
  incident(id: string, signal: AbortSignal): Promise<Answer<IncidentDetail>>;
  boundaries(signal: AbortSignal): Promise<Answer<Boundaries>>;
}

/** @param root where the API is, with a slash at the end */
export function createApi(root: string): Api {
  return {
    series: ({ device, metric, from, to, step }, signal) => {
      const query = new URLSearchParams({
        metric,
        from: String(Math.floor(from)),
        to: String(Math.ceil(to)),
      });
      if (step !== undefined) query.set('step', String(step));
      const url = `${root}devices/${encodeURIComponent(device)}/series?${query}`;
      return getJson(url, (raw) => SeriesAnswer.safeParse(raw), signal);
    },
    incident: (id, signal) =>
      getJson(`${root}incidents/${encodeURIComponent(id)}`, (raw) => IncidentDetail.safeParse(raw), signal),
    boundaries: (signal) => getJson(`${root}map`, parseBoundaries, signal),
  };
}
