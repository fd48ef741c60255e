import { TOPIC_ROOT } from '@fengsui/config/contract';
import type { ServerSettings, SettingsFault } from '@fengsui/config/settings';
import type { Delivery } from '../broker/port.ts';

type Settings = Pick<ServerSettings, 'name' | 'counties' | 'mqtt'>;

const COUNTY_AT = TOPIC_ROOT.length + 1;
const COUNTY_DIGITS = 6;
const STANDARD_ID = 'fengsui-server';

/** What is wrong with the settings of one of several servers, all of it. */
export function provinceFaults({ name, counties, mqtt }: Settings): SettingsFault[] {
  if (counties === undefined) return [];
  const faults: SettingsFault[] = [];
  if (name === undefined)
    faults.push({
      path: 'name',
      message:
        'is needed beside counties: it tells this server, its session at the broker and its incidents from others',
    });
  if (mqtt.url === undefined)
    faults.push({
      path: 'mqtt.url',
      message:
        'is needed beside counties: servers share an outside broker, the embedded one has nobody to share with',
    });
  return faults;
}

/** Fixed for a name, so that the broker keeps the session; two names have two sessions. */
export function clientIdOf({ name, mqtt: { clientId } }: Settings): string {
  return name !== undefined && clientId === STANDARD_ID ? `${STANDARD_ID}-${name}` : clientId;
}

/**
 * Drops what belongs to a county that is not served: a session that served it before may still hold some
 * of it. Its new server has it too.
 */
export function onlyServed(
  counties: readonly string[] | undefined,
  take: (delivery: Delivery) => 'taken' | 'later',
  dropped: (topic: string) => void,
): (delivery: Delivery) => 'taken' | 'later' {
  if (counties === undefined) return take;
  const served = new Set(counties);
  return (delivery) => {
    const { topic } = delivery;
    if (served.has(topic.slice(COUNTY_AT, COUNTY_AT + COUNTY_DIGITS))) return take(delivery);
    dropped(topic);
    return 'taken';
  };
}
