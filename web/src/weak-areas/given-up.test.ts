import { expect, it } from 'vitest';
import { areaOf } from '../../test/weak-areas.ts';
import { scopeKey } from './area-groups.ts';
import { watchBody, withGivenUp } from './given-up.ts';

const area = areaOf('1', { target: '弱的占比低于 10 %' });
const before = new Map([[scopeKey(area.scope), area]]);

it('what was just given up stays on the list as what nobody watches, and can be watched as it was', () => {
  const [ghost] = withGivenUp([], before);
  expect(ghost).toEqual({ ...area, watched: false });
  expect(watchBody(area)).toEqual({ scope: area.scope, name: area.name, target: area.target });
  expect(watchBody({ ...area, target: null })).toEqual({ scope: area.scope, name: area.name });
});

it('what the server still lists is shown as the server says it', () => {
  const found = { ...area, id: 'found-1', watched: false, source: 'found' as const };
  expect(withGivenUp([found], before)).toEqual([found]);
});
