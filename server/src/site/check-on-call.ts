import { SiteInfo } from '@fengsui/config/contract';
import type { OnCallFile } from '@fengsui/config/contract';
import { checkOnCallFile } from '../on-call/check-team.ts';
import type { FaultLog } from './faults.ts';
import type { Tables } from './site-tables.ts';

export const ON_CALL_FILE = 'on-call.yaml';

/** Its teams may name only what is there: persons and teams of the file, divisions of the site. */
export function checkOnCall(
  file: OnCallFile | undefined,
  { keyLines }: Tables['divisions'],
  info: SiteInfo | undefined,
  faults: FaultLog,
): void {
  if (!file) return;
  const zone = info?.timezone ?? SiteInfo.shape.timezone.parse(undefined);
  const hasArea = (code: string): boolean => keyLines?.has(code) ?? true;
  for (const { path, message } of checkOnCallFile(file, { hasArea, zone }))
    faults.add({ file: ON_CALL_FILE, column: path, message });
}
