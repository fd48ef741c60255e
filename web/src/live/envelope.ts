import type { Patch, Pulse, Snapshot } from '@fengsui/config/contract';
import { COLLECTIONS } from '@fengsui/config/contract';

/*
 * Only the envelopes are checked: entities keep the very form and key order in which they came,
 * because their hash is taken over that form, and a newer server's extra keys do no harm.
 */

export function isSnapshot(value: unknown): value is Snapshot {
  return (
    isObject(value) &&
    isCount(value['version']) &&
    isCount(value['at']) &&
    typeof value['hash'] === 'string' &&
    typeof value['region'] === 'string' &&
    isObject(value['state']) &&
    hasObjectsOnly(value['state'])
  );
}

export function isPatch(value: unknown): value is Patch {
  return (
    isObject(value) &&
    isCount(value['from']) &&
    isCount(value['version']) &&
    isCount(value['at']) &&
    isObject(value['set']) &&
    hasObjectsOnly(value['set']) &&
    isObject(value['gone']) &&
    Object.values(value['gone']).every(isTexts)
  );
}

export function isPulse(value: unknown): value is Pulse {
  return (
    isObject(value) && isCount(value['version']) && isCount(value['at']) && typeof value['hash'] === 'string'
  );
}

export function isRefusal(value: unknown): value is { code: string; message: string } {
  return isObject(value) && typeof value['code'] === 'string' && typeof value['message'] === 'string';
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

const isTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

function hasObjectsOnly(collections: Record<string, unknown>): boolean {
  return COLLECTIONS.every((name) => {
    const entities = collections[name];
    return entities === undefined || (isObject(entities) && Object.values(entities).every(isObject));
  });
}
