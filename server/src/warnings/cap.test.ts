import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatXmlFault, readCap } from './cap.ts';
import { bytesOf, sampleMessage, sampleXml } from './sample-cap.ts';
import type { SampleCap } from './sample-cap.ts';

function faultsOf(text: string | Uint8Array): string[] {
  const read = readCap(typeof text === 'string' ? bytesOf(text) : text);
  return read.ok ? [] : read.faults.map(formatXmlFault);
}
const faults = (over: SampleCap) => faultsOf(sampleXml(over));
const levelOf = (over: SampleCap) => sampleMessage(over).infos[0]?.level;

describe('a CAP message', () => {
  it('is read whole', () => {
    expect(sampleMessage()).toEqual({
      identifier: '44122641600000_20261122080000_0',
      sender: 'shili@example.invalid',
      sent: Date.parse('2026-11-22T00:00:00Z'),
      status: 'actual',
      message: 'alert',
      references: [],
      infos: [
        {
          language: 'zh-cn',
          event: '暴雨',
          headline: '示例：暴雨预警',
          level: 'I',
          from: Date.parse('2026-11-22T01:00:00Z'),
          to: Date.parse('2026-11-22T13:00:00Z'),
          areas: [
            {
              description: '德庆县',
              geocodes: [{ name: 'GB/T 2260', value: '441226' }],
              polygons: [],
              circles: [],
            },
          ],
        },
      ],
    });
  });

  it.each([
    ['Extreme', 'I'],
    ['Severe', 'II'],
    ['Moderate', 'III'],
    ['Minor', 'IV'],
    ['Red', 'I'],
    ['blue', 'IV'],
    ['Unknown', null],
  ])('of severity %s is of level %s', (severity, level) => {
    expect(levelOf({ severity })).toBe(level);
  });

  it('says no level once the danger is over', () => {
    const over = '<responseType>AllClear</responseType>';
    expect(levelOf({ times: over })).toBeNull();
  });

  it('begins when it takes effect, or is sent, where no onset is said, and need not say an end', () => {
    const { infos } = sampleMessage({ times: '<effective>2026-11-22 08:30:00+08:00</effective>' });
    expect(infos[0]).toMatchObject({ from: Date.parse('2026-11-22T00:30:00Z'), to: null });
    expect(sampleMessage({ times: '' }).infos[0]?.from).toBe(Date.parse('2026-11-22T00:00:00Z'));
  });

  it('names what it refers to, with blanks in its times or without', () => {
    const references = 'a@b.invalid,one,2026-11-22T08:00:00+08:00 a@b.invalid,two,2026-11-22 09:00:00+08:00';
    expect(sampleMessage({ msgType: 'Update', references }).references).toEqual([
      { sender: 'a@b.invalid', identifier: 'one', sent: Date.parse('2026-11-22T00:00:00Z') },
      { sender: 'a@b.invalid', identifier: 'two', sent: Date.parse('2026-11-22T01:00:00Z') },
    ]);
  });

  it('has shapes on the map', () => {
    const areas =
      '<area><areaDesc>示例</areaDesc><polygon>23,112 24,112 24,113 23,112</polygon><circle>23.5,112.5 10</circle></area>';
    expect(sampleMessage({ areas }).infos[0]?.areas[0]).toMatchObject({
      polygons: [
        [
          { lat: 23, lon: 112 },
          { lat: 24, lon: 112 },
          { lat: 24, lon: 113 },
          { lat: 23, lon: 112 },
        ],
      ],
      circles: [{ center: { lat: 23.5, lon: 112.5 }, radiusKm: 10 }],
    });
  });

  it('may be in a national encoding, and hold the five entities and CDATA', () => {
    const head =
      '<?xml version="1.0" encoding="GB18030"?>\n<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">';
    const rest = `<identifier>1</identifier><sender>s</sender><sent>2026-11-22T08:00:00+08:00</sent><status>Actual</status>
      <msgType>Alert</msgType><info><event>`;
    const end = `&lt;<![CDATA[&]]></event><severity>Minor</severity></info></alert>`;
    const bytes = Buffer.concat([
      Buffer.from(head + rest),
      Buffer.from([0xb1, 0xa9, 0xd3, 0xea]),
      Buffer.from(end),
    ]);
    const read = readCap(bytes);
    expect(read.ok && read.message.infos[0]?.event).toBe('暴雨<&');
  });

  it('leaves alone what is of another namespace', () => {
    const more =
      '<sig:Signature xmlns:sig="urn:example"><sig:info/><sig:identifier>x</sig:identifier></sig:Signature>';
    expect(sampleMessage({ more }).infos).toHaveLength(1);
  });
});

describe('a faulty message is refused, and the fault named with its place:', () => {
  it('every value that is missing or wrong, all at once', () => {
    expect(faults({ status: 'Real', sent: 'today', msgType: '' })).toEqual([
      'alert/sent, line 3: expected a time with its offset, like 2026-05-01T08:00:00+08:00',
      'alert/status, line 4: expected one of actual, exercise, system, test, draft',
      'alert/msgType, line 4: has no msgType',
    ]);
  });

  it('those of the second info by its number', () => {
    const more = '\n<info>\n<event>x</event>\n<severity>Dire</severity></info>';
    expect(faults({ more })).toEqual([
      'alert/info[2]/severity, line 12: expected one of extreme, severe, moderate, minor, unknown, red, orange, yellow, blue',
    ]);
  });

  it('shapes that are none', () => {
    const area = (shape: string) => `<area><areaDesc>x</areaDesc>${shape}</area>`;
    const wrong = [
      '<polygon>1,2 3,4 1,2</polygon>',
      '<polygon>1,2 3,4 5,6 7,8</polygon>',
      '<polygon>91,2 3,4 5,6 91,2</polygon>',
      '<circle>1,2</circle>',
      '<circle>1,2 1e3</circle>',
    ];
    for (const shape of wrong) expect(faults({ areas: area(shape) })).toHaveLength(1);
  });

  it('a cancellation of nothing, and an alert without info', () => {
    expect(faults({ msgType: 'Cancel' })).toEqual(['alert, line 2: cancels nothing: has no references']);
    const bare = sampleXml().replace(/<info>[\s\S]*<\/info>/, '');
    expect(faultsOf(bare)).toEqual(['alert, line 2: has no info']);
  });

  it('what is no CAP', () => {
    expect(faultsOf('<alert/>')).toEqual(['alert, line 1: expected an alert of CAP 1.2']);
    expect(faultsOf('{"identifier":1}')).toEqual(['line 1: text data outside of root node']);
  });
});

describe('a hostile message', () => {
  it('with a DTD is refused, whatever entities it defines', () => {
    const bomb = `<!DOCTYPE alert [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>${sampleXml().replace(/<\?.*\?>/, '')}`;
    expect(faultsOf(bomb)).toEqual([expect.stringContaining('has a DTD, which is not read')]);
  });

  it('with an entity that is not one of the five is refused', () => {
    expect(faults({ identifier: '&passwd;' })).toEqual([expect.stringContaining('alert/identifier')]);
  });

  it.each([
    ['too large', () => ' '.repeat(1024 * 1024 + 1), 'is larger than 1048576 bytes'],
    ['too deep', () => '<a>'.repeat(40), 'is nested more than 32 deep'],
    ['of too many elements', () => `<a>${'<b/>'.repeat(20_001)}</a>`, 'has more than 20000 elements'],
    [
      'of too many areas',
      () => sampleXml({ areas: '<area><areaDesc>x</areaDesc></area>'.repeat(501) }),
      '500 areas',
    ],
    [
      'full of attributes',
      () => `<a${Array.from({ length: 65 }, (_, i) => ` b${i}=""`).join('')}/>`,
      '64 attributes',
    ],
    ['of another encoding', () => '<?xml version="1.0" encoding="UTF-16"?><a/>', 'encoding'],
  ])('that is %s is refused', (_what, make, why) => {
    expect(faultsOf(make())).toEqual([expect.stringContaining(why)]);
  });

  it('never brings about an exception', () => {
    const parts = [
      '<',
      '>',
      '</',
      '&',
      ';',
      'alert',
      'info',
      ' xmlns="urn:oasis:names:tc:emergency:cap:1.2"',
      ']]>',
      '<!--',
    ];
    const soup = fc.array(fc.oneof(fc.constantFrom(...parts), fc.string({ maxLength: 5 })), {
      maxLength: 30,
    });
    const torn = fc.nat({ max: sampleXml().length }).map((length) => sampleXml().slice(0, length));
    fc.assert(
      fc.property(
        fc.oneof(
          soup.map((list) => list.join('')),
          torn,
        ),
        (text) => {
          const read = readCap(bytesOf(text));
          expect(read.ok || read.faults.length > 0).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is told from one that is not yet written to its end', () => {
    const whole = sampleXml();
    const isCut = (text: string) => {
      const read = readCap(bytesOf(text));
      return !read.ok && read.isCut;
    };
    expect([whole.slice(0, 300), whole.slice(0, -3), '', '<alert'].map(isCut)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect([whole.replace('</info>', ''), '<a></b>'].map(isCut)).toEqual([false, false]);
  });
});
