import { expect, it } from 'vitest';
import { shallowRef } from 'vue';
import { byId, deviceOf } from '../../test/views.ts';
import { useSelection } from './use-selection.ts';

const [a, b] = [
  deviceOf({ id: 'a', metrics: { 'dvbc.mer_db': 34, 'dvbc.level_dbuv': 60 } }),
  deviceOf({ id: 'b', metrics: { 'dvbc.mer_db': 34 } }),
];

function selection() {
  const ordered = shallowRef([a, b]);
  return {
    ordered,
    chosen: useSelection(
      () => byId(...ordered.value),
      () => ordered.value,
    ),
  };
}

it('follows the first of the list until somebody chooses', () => {
  const { ordered, chosen } = selection();
  expect([chosen.device.value?.id, chosen.byHand.value]).toEqual(['a', false]);
  ordered.value = [b, a];
  expect(chosen.device.value?.id).toBe('b');
  chosen.chooseDevice('a');
  expect([chosen.device.value?.id, chosen.byHand.value]).toEqual(['a', true]);
  chosen.release();
  expect(chosen.device.value?.id).toBe('b');
});

it('goes back to following when the chosen device is gone', () => {
  const { ordered, chosen } = selection();
  chosen.chooseDevice('a');
  ordered.value = [b];
  expect([chosen.device.value?.id, chosen.byHand.value]).toEqual(['b', false]);
});

it('keeps the chosen metric where the device has it', () => {
  const { chosen } = selection();
  expect(chosen.metric.value).toBe('dvbc.mer_db');
  chosen.chooseMetric('dvbc.level_dbuv');
  expect(chosen.metric.value).toBe('dvbc.level_dbuv');
  chosen.chooseDevice('b');
  expect(chosen.metric.value).toBe('dvbc.mer_db');
});
