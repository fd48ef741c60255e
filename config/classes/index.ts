import type { DeviceClass, DeviceClassName } from '../src/contract/index.ts';
import { ebAdapter } from './eb-adapter.ts';
import { ebSpeaker } from './eb-speaker.ts';
import { gateway } from './gateway.ts';
import { onu } from './onu.ts';
import { site } from './site.ts';
import { stb } from './stb.ts';

/** Every class, one file each. Adding one: its file, its line here, its name in the contract. */
export const DEVICE_CLASSES = {
  stb,
  onu,
  eb_speaker: ebSpeaker,
  eb_adapter: ebAdapter,
  site,
  gateway,
} as const satisfies { [K in DeviceClassName]: DeviceClass & { class: K } };
