import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { createBrowser } from './browser.ts';
import type { Browser, View, Watched } from './browser.ts';
import { inventedMap } from './outlines.ts';
import { buildPages } from './pages.ts';
import type { Pages } from './pages.ts';
import { SCENES } from './scenes.ts';
import type { SceneName } from './scenes.ts';
import { inventedSeries } from './series.ts';
import { createStage } from './stage.ts';
import type { Stage, StageSettings } from './stage.ts';

export const HD: View = { width: 1920, height: 1080, still: true };

export interface Harness {
  pages(): Pages;
  stageOf(scene: SceneName, over?: Partial<StageSettings>): Promise<Stage>;
  open(stage: Stage, query?: string, view?: View): Promise<Watched>;
}

/** The built wall, a browser, and for every test servers and pages that end with it. */
export function useHarness(): Harness {
  let pages: Pages;
  let browser: Browser;
  const ending: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    pages = await buildPages();
    browser = await createBrowser();
  });
  afterEach(async () => {
    for (const end of ending.splice(0).reverse()) await end();
  });
  afterAll(async () => {
    await browser?.close();
    await pages?.remove();
  });
  return {
    pages: () => pages,
    stageOf: async (scene, over = {}) => {
      const world = SCENES[scene](Date.now());
      const settings = { pages: pages.folder, world, map: inventedMap, series: inventedSeries };
      const stage = await createStage({ ...settings, ...over });
      ending.push(stage.kill);
      return stage;
    },
    open: async (stage, query = '', view = HD) => {
      const watched = await browser.open(stage.url + query, view);
      ending.push(() => watched.page.close());
      return watched;
    },
  };
}

/** The number under a figure's name. */
export const figure = (page: Page, name: string) =>
  page.locator('.figure', { hasText: name }).locator('.value');
export const stale = (page: Page) => page.locator('.stale[role=alert]');
/** What the wall itself says that it holds. */
export const held = (page: Page) =>
  page.locator('.wall').evaluate((wall: HTMLElement) => ({
    version: Number(wall.dataset['version']),
    hash: wall.dataset['hash'],
  }));
