import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { chromium } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';
/** A browser that speaks to nobody but the page it is shown. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface View {
  width: number;
  height: number;
  /** Reduced motion keeps screenshots the same. */
  still?: boolean;
}

/** What went wrong or abroad in a page. */
export interface Sins {
  console: string[];
  requests: string[];
}

export interface Watched {
  page: Page;
  sins: Sins;
}

export interface Browser {
  open(url: string, view: View): Promise<Watched>;
  close(): Promise<void>;
}

export async function createBrowser(): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), 'fengsui-wall-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    args: FLAGS,
    headless: true,
  });
  return {
    open: (url, view) => openPage(context, url, view),
    close: async () => {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

async function openPage(
  context: BrowserContext,
  url: string,
  { width, height, still }: View,
): Promise<Watched> {
  const page = await context.newPage();
  const sins: Sins = { console: [], requests: [] };
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) sins.console.push(message.text());
  });
  page.on('pageerror', (error) => sins.console.push(String(error)));
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== new URL(url).origin) sins.requests.push(request.url());
  });
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ reducedMotion: still ? 'reduce' : 'no-preference' });
  await page.goto(url);
  return { page, sins };
}
