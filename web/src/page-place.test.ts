import { expect, it } from 'vitest';
import { placeOf } from './page-place.ts';

it('reads which page it is from its address, below a path of a proxy too', () => {
  expect(placeOf('/')).toEqual({ page: 'wall', root: './' });
  expect(placeOf('/wall')).toEqual({ page: 'wall', root: './' });
  expect(placeOf('/noc/on-call')).toEqual({ page: 'onCall', root: './' });
  expect(placeOf('/noc/weak-areas')).toEqual({ page: 'weakAreas', root: './' });
  expect(placeOf('/noc/incidents')).toEqual({ page: 'incidents', root: './' });
  expect(placeOf('/noc/incidents/')).toEqual({ page: 'incidents', root: '../' });
  expect(placeOf('/noc/incidents/new')).toEqual({ page: 'newIncident', root: '../' });
  expect(placeOf('/incidents/20261122-001')).toEqual({
    page: 'incident',
    id: '20261122-001',
    root: '../',
  });
  expect(placeOf('/incidents/%E0%A4')).toMatchObject({ id: '%E0%A4' });
});
