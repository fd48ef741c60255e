import { z } from 'zod';
import { cut, inUnits } from '../cut.ts';
import { field } from '../field.ts';
import { PhoneNumber, gatewayFields, openGateway } from '../gateway.ts';
import { channelType } from '../port.ts';

const settings = z.strictObject({
  ...gatewayFields,
  maxCharacters: field(z.int().min(10).max(500).default(100), {
    zh: '最多念多少字',
    en: 'Most characters that are read out',
  }),
});

/** Calls through an HTTP gateway that reads a text out; it is told the title and nothing else. */
export const voice = channelType({
  type: 'voice',
  name: { zh: '语音电话网关', en: 'Voice call gateway' },
  settings,
  address: field(PhoneNumber, { zh: '电话号码', en: 'Telephone number' }),
  open(settings, deps) {
    const { maxCharacters, language } = settings;
    const gateway = openGateway(settings, deps);
    return {
      send(message) {
        const title = message.text.title[language].replaceAll(/\s+/g, ' ');
        return gateway.send(message, cut(title, maxCharacters, inUnits, language));
      },
    };
  },
});
