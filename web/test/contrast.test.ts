import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

type Rgb = readonly [number, number, number];
const css = readFileSync(join(import.meta.dirname, '..', 'src', 'ui', 'tokens.css'), 'utf8');
const tokens = new Map(
  [...css.matchAll(/--([\w-]+):\s*#([0-9a-f]{6})/g)].map(([, name, hex]) => [name!, rgb(hex!)]),
);

function rgb(hex: string): Rgb {
  const part = (i: number): number => Number.parseInt(hex.slice(i, i + 2), 16);
  return [part(0), part(2), part(4)];
}
const colour = (name: string): Rgb => tokens.get(name) ?? expect.fail(`there is no colour --${name}`);
const over = ([r, g, b]: Rgb, ground: Rgb, opacity: number): Rgb => [
  r * opacity + ground[0] * (1 - opacity),
  g * opacity + ground[1] * (1 - opacity),
  b * opacity + ground[2] * (1 - opacity),
];

/** WCAG 2: relative luminance and contrast. */
function luminance([r, g, b]: Rgb): number {
  const linear = (one: number): number => (one <= 10 ? one / 3294.6 : ((one / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}
function contrast(a: Rgb, b: Rgb): number {
  const [one, other] = [luminance(a) + 0.05, luminance(b) + 0.05];
  return Math.max(one, other) / Math.min(one, other);
}

const INKS = ['text', 'text-2', 'text-3', 'calm', 'offline', 'suspect', 'blind', 'standby'];
const GROUNDS = ['ground', 'panel', 'raised', 'land'];

it.each(INKS.flatMap((ink) => GROUNDS.map((ground) => [ink, ground])))(
  '%s can be read on %s',
  (ink, ground) => {
    expect(contrast(colour(ink!), colour(ground!))).toBeGreaterThanOrEqual(4.5);
  },
);

it.each(['turn-0', 'turn-1', 'turn-2', 'turn-3'])('a name can be read on the shade of %s', (shade) => {
  expect(contrast(colour('text'), colour(shade))).toBeGreaterThanOrEqual(4.5);
});

it.each(['suspect', 'offline'])('dark words can be read on a loud ground of %s', (ground) => {
  expect(contrast(colour('on-loud'), colour(ground))).toBeGreaterThanOrEqual(4.5);
});

it('shows the headline of trouble legibly on its tinted ground', () => {
  const tinted = over(colour('offline'), colour('panel'), 0.16);
  expect(contrast(colour('offline'), tinted)).toBeGreaterThanOrEqual(4.5);
});

it('shows the old values of a device that is away legibly', () => {
  for (const ground of ['panel', 'raised'].map(colour)) {
    expect(contrast(over(colour('text-2'), ground, 0.75), ground)).toBeGreaterThanOrEqual(4.5);
  }
});

it('sets offline and suspect apart in lightness, for eyes that do not tell the hues', () => {
  expect(contrast(colour('offline'), colour('suspect'))).toBeGreaterThan(1.5);
});
