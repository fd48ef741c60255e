import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SERVER_ENV, ServerSettings, loadSettings } from '../src/settings/index.ts';

describe('the example of the server settings', () => {
  it('loads, and says what the defaults are', () => {
    const file = join(import.meta.dirname, 'server.yaml');
    const loaded = loadSettings({ schema: ServerSettings, env: SERVER_ENV, file, environment: {} });
    expect(loaded.ok && loaded.settings).toEqual(ServerSettings.parse({}));
  });
});
