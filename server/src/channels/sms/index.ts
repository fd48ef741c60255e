import { z } from 'zod';
import { inUnits } from '../cut.ts';
import { field } from '../field.ts';
import { PhoneNumber, gatewayFields, openGateway } from '../gateway.ts';
import { channelType } from '../port.ts';
import { fit, linesOf, titleOf } from '../wording.ts';

const settings = z.strictObject({
  ...gatewayFields,
  maxCharacters: field(z.int().min(20).max(1_000).default(200), {
    zh: '短信最多字数（一条 70 字，长短信每条 67 字）',
    en: 'Most characters of a message (70 in one part, 67 in each of several)',
  }),
});

/** Short messages through an HTTP gateway. */
export const sms = channelType({
  type: 'sms',
  name: { zh: '短信网关', en: 'SMS gateway' },
  settings,
  address: field(PhoneNumber, { zh: '手机号', en: 'Mobile number' }),
  open(settings, deps) {
    const { maxCharacters: limit, language } = settings;
    const gateway = openGateway(settings, deps);
    return {
      send(message) {
        const head = [titleOf(message, language), ...linesOf(message, language)].join('\n');
        const tail = message.link === undefined ? [] : [message.link];
        return gateway.send(message, fit(head, tail, { limit, measure: inUnits, language }));
      },
    };
  },
});
