import type { Sent } from '../http/send-json.ts';
import type { Catalogue } from '../i18n/catalogue.ts';

const AWAY = 503;

/** Why something was not done; what the server refuses is told as the server says it. */
export function problemWords(
  sent: Exclude<Sent<unknown>, { ok: true }>,
  { chart, weakAreas }: Catalogue,
): string {
  const isRefused = sent.because === 'refused';
  if (isRefused && sent.status !== AWAY) return weakAreas.watch.refused(sent.detail);
  return weakAreas.watch.refused(chart.why[isRefused ? 'away' : sent.because]);
}
