import type { ServiceStandard, StandardAnswer } from '@fengsui/config/contract';
import { StandardAnswer as Answer } from '@fengsui/config/contract';
import { beforeEach, describe, expect, it } from 'vitest';
import { BUILT_IN_STANDARD } from '../core/service/standard.ts';
import type { KeptRecord, Records } from '../ledger/records/port.ts';
import { TESTER, callRoute } from './call-route.ts';
import type { Route } from './route.ts';
import { standardRoutes } from './standard.ts';

const OWN: ServiceStandard = {
  ...BUILT_IN_STANDARD,
  version: '2026-10',
  rules: [{ when: { causes: ['LINK'] }, profile: 'LINE-24-72' }, ...BUILT_IN_STANDARD.rules],
};

let kept: KeptRecord[];
let changed: string[];
let routes: Route[];

beforeEach(() => {
  kept = [];
  changed = [];
  const records: Pick<Records, 'get' | 'put' | 'history'> = {
    get: () => kept[0],
    put({ version, ...change }) {
      const now = kept[0]?.version ?? 0;
      if (version !== undefined && version !== now) return 'changed_meanwhile';
      const record = { ...change, version: now + 1 };
      kept.unshift(record);
      return record;
    },
    history: () => kept.map((record) => ({ ...record, isRemoved: false })),
  };
  routes = standardRoutes({
    records,
    clock: { now: () => 1_000 },
    onChange: ({ version }) => changed.push(version),
  });
});

const get = async (): Promise<StandardAnswer> =>
  Answer.parse((await callRoute(routes, 'get', '/service-standard')).body);
const put = (body: unknown, query: object = {}) =>
  callRoute(routes, 'put', '/service-standard', { body, query });

describe('the service standard', () => {
  it('is the built-in one until somebody puts another in its place', async () => {
    expect(await get()).toEqual({ standard: BUILT_IN_STANDARD, version: 0, at: null, by: null });
    await put(OWN);
    expect(await get()).toEqual({ standard: OWN, version: 1, at: 1_000, by: TESTER.name });
    expect(changed).toEqual(['2026-10']);
  });

  it('is not changed over the head of somebody else', async () => {
    await put(OWN, { version: '0' });
    const other = { ...OWN, version: '2026-11' };
    await expect(put(other, { version: '0' })).rejects.toMatchObject({ status: 409 });
    await put(other, { version: '1' });
    expect((await get()).standard.version).toBe('2026-11');
  });

  it('never has two contents under one version', async () => {
    await put(OWN);
    await put(OWN);
    await expect(put({ ...OWN, otherwise: 'REG' })).rejects.toMatchObject({ status: 409 });
    await expect(put({ ...OWN, version: BUILT_IN_STANDARD.version })).rejects.toMatchObject({ status: 409 });
    expect(changed).toEqual(['2026-10', '2026-10']);
  });

  it('that names a profile it does not have is refused with the place', async () => {
    await expect(put({ ...OWN, otherwise: 'GOLD' })).rejects.toMatchObject({
      status: 400,
      errors: [{ path: 'otherwise' }],
    });
  });

  it('that no longer fits its schema gives way to the built-in one', async () => {
    await put(OWN);
    kept[0] = { ...kept[0]!, value: { version: 'torn' } };
    expect((await get()).standard).toEqual(BUILT_IN_STANDARD);
  });
});
