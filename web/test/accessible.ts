import type { Page } from 'playwright-core';

/** What of a page somebody could not use: fields and buttons without a name, and words that can hardly be read. */
export interface Barriers {
  nameless: string[];
  faint: string[];
}

/** WCAG 2: AA. */
export const barriersOf = (page: Page): Promise<Barriers> =>
  page.evaluate(() => {
    type Colour = readonly [number, number, number, number];
    const isSeen = (one: Element): boolean => one.checkVisibility({ opacityProperty: true });
    const textOf = (one: Element | null | undefined): string => one?.textContent?.trim() ?? '';
    const named = (one: Element): string =>
      one.getAttribute('aria-label') ||
      [...((one as HTMLInputElement).labels ?? [])].map(textOf).join('') ||
      (/^(INPUT|SELECT|TEXTAREA)$/.test(one.tagName) ? '' : textOf(one));
    const nameless = [...document.querySelectorAll('button, a[href], input, select, textarea, [role=grid]')]
      .filter((one) => isSeen(one) && named(one) === '')
      .map((one) => one.outerHTML.slice(0, 120));

    /** `rgb(…)`, or `color(srgb …)` where colours were mixed. */
    function read(text: string): Colour {
      const [r = 0, g = 0, b = 0, a = 1] = (text.match(/[\d.]+/g) ?? []).map(Number);
      return text.startsWith('color(') ? [r * 255, g * 255, b * 255, a] : [r, g, b, a];
    }
    function groundOf(one: Element): Colour {
      for (let at: Element | null = one; at; at = at.parentElement) {
        const ground = read(getComputedStyle(at).backgroundColor);
        if (ground[3] > 0.99) return ground;
      }
      return [0, 0, 0, 1];
    }
    const linear = (part: number): number =>
      part <= 10 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4;
    const light = ([r, g, b]: Colour): number =>
      0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b) + 0.05;
    function contrast(one: Element): number {
      const [a, b] = [light(read(getComputedStyle(one).color)), light(groundOf(one))];
      return Math.max(a, b) / Math.min(a, b);
    }
    const ownText = (one: Element): string =>
      [...one.childNodes]
        .map((node) => (node.nodeType === 3 ? (node.textContent ?? '').trim() : ''))
        .join('');
    const isDisabled = (one: Element): boolean => one.closest(':disabled, option, .unseen') !== null;
    const faint = [...document.querySelectorAll('body *')]
      .filter((one) => ownText(one) !== '' && isSeen(one) && !isDisabled(one) && contrast(one) < 4.5)
      .map((one) => `${ownText(one).slice(0, 40)} (${contrast(one).toFixed(1)})`);
    return { nameless, faint };
  });
