import { dingtalk } from './dingtalk/index.ts';
import { feishu } from './feishu/index.ts';
import type { ChannelType } from './port.ts';
import { sms } from './sms/index.ts';
import { smtp } from './smtp/index.ts';
import { voice } from './voice/index.ts';
import { webhook } from './webhook/index.ts';
import { webpush } from './webpush/index.ts';
import { wecom } from './wecom/index.ts';

/** All kinds of channels, in the order in which forms offer them. */
export const CHANNEL_TYPES: readonly ChannelType[] = [
  wecom,
  dingtalk,
  feishu,
  sms,
  voice,
  smtp,
  webpush,
  webhook,
];
