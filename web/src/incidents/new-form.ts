import type { IncidentBody, ReportBody, ReportChannel } from '@fengsui/config/contract';

export type NewKind = 'report' | 'hand';

/** The form for what no device has said. '' where nothing is said. */
export interface NewValues {
  channel: ReportChannel;
  words: string;
  county: string;
  town: string;
  device: string;
  ref: string;
  escalated: boolean;
  severity: IncidentBody['severity'];
  homes: string;
}

export const noNewValues = (): NewValues => ({
  ...{ channel: 'hotline', words: '', county: '', town: '', device: '', ref: '' },
  ...{ escalated: false, severity: 'major', homes: '' },
});

/** The narrowest that was picked, and the device where it is known. */
function placeOf({ county, town, device }: NewValues): { area?: string; device?: string } {
  const area = town || county;
  return { ...(area && { area }), ...(device.trim() && { device: device.trim() }) };
}

export function reportBody(values: NewValues): ReportBody {
  const { channel, words, escalated, ref } = values;
  return {
    ...placeOf(values),
    channel,
    words: words.trim(),
    escalated,
    ...(ref.trim() && { ref: ref.trim() }),
  };
}

export function handBody(values: NewValues): IncidentBody {
  const { severity, words, homes } = values;
  return { ...placeOf(values), severity, words: words.trim(), homes: Number(homes) || 0 };
}
