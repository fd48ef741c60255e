import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../fake-clock.ts';
import { aMessage, aText, channelContract } from '../channel.contract.ts';
import { openWith } from '../open-with.ts';
import { startFakeSmtp } from './fake-smtp.ts';
import { smtp } from './index.ts';
import { TEST_CERTIFICATE } from './test-certificate.ts';

channelContract({
  type: smtp,
  start: () => startFakeSmtp(),
  limitedMs: 60_000,
  wrongAddress: 'a@example.com, b@example.com',
});

describe('a mail', () => {
  it('has its key as Message-ID, and no line of a subject becomes a header', async () => {
    const fake = await startFakeSmtp();
    const text = aText('失联\r\nBcc: evil@example.com', '一行');
    await openWith(smtp, fake.settings, createFakeClock()).send(aMessage(fake.address, { text }));
    const [mail = ''] = fake.mails;
    expect(mail).toMatch(/^Message-ID: <m-20261122-0001@example\.com>\r$/m);
    expect(mail).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(mail).not.toMatch(/^Bcc:/m);
    expect(mail).toMatch(/^To: zhangsan@example\.com\r$/m);
    await fake.stop();
  });

  it('is not sent, nor is the password, to a server whose certificate does not hold', async () => {
    const fake = await startFakeSmtp({ hideSTARTTLS: false, ...TEST_CERTIFICATE });
    const channel = openWith(smtp, { ...fake.settings, security: 'starttls' }, createFakeClock());
    expect(await channel.send(aMessage(fake.address))).toMatchObject({ ok: false, kind: 'never' });
    expect(fake.passwords).toEqual([]);
    expect(fake.mails).toEqual([]);
    await fake.stop();
  });

  it.each(['starttls', 'tls'] as const)(
    'is sent over %s to a server whose authority we were given',
    async (security) => {
      const fake = await startFakeSmtp({
        hideSTARTTLS: false,
        secure: security === 'tls',
        ...TEST_CERTIFICATE,
      });
      const settings = { ...fake.settings, host: 'localhost', security, ca: TEST_CERTIFICATE.cert };
      expect(await openWith(smtp, settings, createFakeClock()).send(aMessage(fake.address))).toMatchObject({
        ok: true,
      });
      expect(fake.mails).toHaveLength(1);
      await fake.stop();
    },
  );

  it('is never sent to an address that is refused', async () => {
    const settings = { host: '169.254.169.254', from: 'a@example.com' };
    const sent = await openWith(smtp, settings, createFakeClock()).send(aMessage('b@example.com'));
    expect(sent).toMatchObject({ ok: false, kind: 'never', why: expect.stringContaining('never asked') });
  });

  it('is not sent in the clear where encryption was asked for and is not offered', async () => {
    const fake = await startFakeSmtp();
    const channel = openWith(smtp, { ...fake.settings, security: 'starttls' }, createFakeClock());
    expect(await channel.send(aMessage(fake.address))).toMatchObject({ ok: false });
    expect(fake.passwords).toEqual([]);
    await fake.stop();
  });
});
