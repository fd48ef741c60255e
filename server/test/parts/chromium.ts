import { pathOf } from './required.ts';

/**
 * For `chromium.launch(…)` of playwright-core, which gives it a new, empty profile. It asks nothing of
 * the network but the pages of the test.
 */
export function chromium(): { executablePath: string; args: string[] } {
  return {
    executablePath: pathOf('chromium'),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  };
}
