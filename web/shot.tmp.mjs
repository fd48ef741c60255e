import { chromium } from 'playwright-core';
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const [out, url, click, w = '1920', h = '1080'] = process.argv.slice(2);
const p = await b.newPage({ viewport: { width: Number(w), height: Number(h) } });
p.on('console', (m) => ['error', 'warning'].includes(m.type()) && console.log(m.text()));
await p.goto(url);
await p.waitForSelector('.summary', { timeout: 30000 });
await p.waitForTimeout(3000);
if (click) { await p.locator('.incidents .row').nth(Number(click) - 1).click(); await p.waitForTimeout(1500); }
await p.screenshot({ path: out });
await b.close();
