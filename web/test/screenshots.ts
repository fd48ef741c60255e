import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { createBrowser } from './browser.ts';
import type { Browser, View } from './browser.ts';
import { inventedMap } from './outlines.ts';
import { buildPages } from './pages.ts';
import type { SceneName } from './scenes.ts';
import { SCENES } from './scenes.ts';
import { inventedSeries } from './series.ts';
import { createStage } from './stage.ts';

const WEB = join(import.meta.dirname, '..');
const VIEWS = {
  '1080p': { width: 1920, height: 1080, still: true },
  '2160p': { width: 3840, height: 2160, still: true },
  phone: { width: 390, height: 844, still: true },
} as const;
const LANGUAGES = ['zh', 'en'] as const;

export interface Wanted {
  /** GeoJSON of the counties; invented outlines without it. */
  map?: string;
  /** Only pictures whose name begins so. */
  only?: string;
}

/** Writes a picture of every state in every size and language to `web/screenshots`. */
export async function takeScreenshots({ map, only = '' }: Wanted = {}): Promise<void> {
  const pages = await buildPages();
  await mkdir(join(WEB, 'screenshots'), { recursive: true });
  const outlines: unknown = map ? JSON.parse(await readFile(map, 'utf8')) : inventedMap;
  const browser = await createBrowser();
  const names = [...Object.keys(SCENES), ...Object.keys(ACTS)].filter((name) =>
    name.startsWith(only.split('-')[0] ?? ''),
  );
  for (const name of names) await takeScene(name, { map: outlines, pages: pages.folder, browser }, only);
  await browser.close();
  await pages.remove();
}

interface Act {
  world: SceneName;
  mute?: boolean;
  closed?: boolean;
  act: (page: Page, kill: () => Promise<void>) => Promise<void>;
}

/** What is done to a wall before its picture is taken, where the world alone does not bring it about. */
const ACTS: Record<string, Act> = {
  loading: { world: 'empty', mute: true, act: async (page) => void (await page.waitForSelector('.loading')) },
  denied: {
    world: 'empty',
    closed: true,
    act: async (page) => void (await page.waitForSelector('.sign-in', { timeout: 15_000 })),
  },
  county: {
    world: 'trouble',
    act: async (page) => {
      await page.locator('.row', { hasText: '广宁县' }).first().click();
      await page.waitForSelector('.back');
    },
  },
  evidence: {
    world: 'outage',
    act: async (page) => {
      await page.locator('.incidents .row').first().click();
      await page.waitForSelector('.evidence dd');
    },
  },
  stormEvidence: {
    world: 'storm',
    act: async (page) => {
      await page.locator('.incidents .row').nth(1).click();
      await page.waitForSelector('.evidence dd');
    },
  },
  stale: {
    world: 'trouble',
    act: async (page, kill) => {
      await kill();
      await page.waitForSelector('.stale[role=alert]', { timeout: 15_000 });
    },
  },
};

interface Studio {
  map: unknown;
  pages: string;
  browser: Browser;
}

async function takeScene(name: string, studio: Studio, only: string): Promise<void> {
  for (const [size, view] of Object.entries(VIEWS)) {
    for (const language of LANGUAGES) {
      const picture = `${name}-${size}-${language}`;
      if (!picture.startsWith(only)) continue;
      const sins = await takePicture({ ...studio, name, picture, view, language });
      if (sins.length > 0) console.warn(picture, sins.slice(0, 3));
    }
  }
}

interface Picture extends Studio {
  name: string;
  picture: string;
  view: View;
  language: string;
}

/** Answers what the page complained of, and what it asked of others. */
async function takePicture(wanted: Picture): Promise<string[]> {
  const { name, picture, view, language, map, pages, browser } = wanted;
  const act = ACTS[name];
  const world = SCENES[act?.world ?? (name as SceneName)](Date.now());
  const { mute = false, closed = false } = act ?? {};
  const settings = { pages, world, map, series: inventedSeries };
  const stage = await createStage({ ...settings, mute, closed });
  const { page, sins } = await browser.open(`${stage.url}?lang=${language}`, view);
  if (!mute && !closed) await settled(page);
  await act?.act(page, stage.kill);
  await page.screenshot({ path: join(WEB, 'screenshots', `${picture}.png`), fullPage: view.width < 900 });
  await page.close();
  await stage.kill();
  /** A wall whose server was killed, or keeps it out, rightly complains of it. */
  return [...(name === 'stale' || closed ? [] : sins.console), ...sins.requests];
}

/** Figures are there, charts are drawn, and the picture no longer changes. */
async function settled(page: Page): Promise<void> {
  await page.waitForSelector('.summary');
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await page.waitForFunction(() =>
    [...document.querySelectorAll('.chart')].every((box) => box.querySelector('canvas')),
  );
  await page.evaluate(() => document.fonts.ready);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}
