import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_ROW_BYTES, readRecords } from './csv-records.ts';
import type { RecordSink } from './csv-records.ts';

function read(text: string | Uint8Array, maxRows?: number) {
  const rows: [number, ...string[]][] = [];
  const broken: [number, string][] = [];
  const sink: RecordSink = {
    record: (cells, line) => rows.push([line, ...cells]),
    broken: (line, message) => broken.push([line, message]),
  };
  readRecords(typeof text === 'string' ? Buffer.from(text) : text, sink, maxRows);
  return { rows, broken };
}

describe('the records of a CSV', () => {
  it('are told with the line they stand on, empty lines and rows of commas counted but passed over', () => {
    expect(read('a,b\n\n , \n1, 2 \n3,\n').rows).toEqual([
      [1, 'a', 'b'],
      [4, '1', '2'],
      [5, '3', ''],
    ]);
  });

  it('are the same with LF, CRLF, CR and a byte-order mark', () => {
    const rows = read('a,b\n1,2\n').rows;
    for (const text of ['a,b\r\n1,2\r\n', 'a,b\r1,2\r', '\uFEFFa,b\r\n1,2', '\uFEFF"a",b\r\n1,"2"\r\n']) {
      expect(read(text)).toEqual({ rows, broken: [] });
    }
  });

  it('may hold commas, quotes and line breaks in quotes', () => {
    expect(read('a,b\n"x, ""y""","1\n2"\n3,4\n').rows).toEqual([
      [1, 'a', 'b'],
      [3, 'x, "y"', '1\n2'],
      [4, '3', '4'],
    ]);
  });

  it('go on after a stray quote, which is named by its line', () => {
    const { rows, broken } = read('a,b\n5" pipe,1\n2,3\n6"6,7"\n8,9\n');
    const message = 'a stray quote; a cell with quotes in it is written like "so ""quoted"" here"';
    expect(broken).toEqual([
      [2, message],
      [4, message],
    ]);
    expect(rows).toEqual([
      [1, 'a', 'b'],
      [3, '2', '3'],
      [5, '8', '9'],
    ]);
  });

  it('end at a quote that is never closed, named by the line where its row begins', () => {
    const { rows, broken } = read('a,b\n1,2\n"3,4\n5,6\n');
    expect(broken).toEqual([[3, 'a quote opens here and is never closed']]);
    expect(rows).toHaveLength(2);
  });

  it('are bounded in size, with quotes and without', () => {
    const long = 'x'.repeat(MAX_ROW_BYTES + 10);
    expect(read(`a\n${long}\nb\n`).broken).toEqual([[2, `a row of more than ${MAX_ROW_BYTES} bytes`]]);
    expect(read(`a\n"${long}`).broken).toEqual([
      [2, `a row of more than ${MAX_ROW_BYTES} bytes; is a quote never closed?`],
    ]);
  });

  it('are bounded in number, the header not counted', () => {
    expect(read('h\n1\n2\n', 2).broken).toEqual([]);
    const { rows, broken } = read('h\n1\n\n2\n3\n4\n', 2);
    expect(rows.map(([line]) => line)).toEqual([1, 2, 4]);
    expect(broken).toEqual([[5, 'more than 2 rows']]);
  });

  it('are refused in GBK, with the line', () => {
    const gbk = Buffer.concat([Buffer.from('id,name\n1,'), Buffer.from([0xd5, 0xd8, 0xc7, 0xec])]);
    expect(read(gbk)).toEqual({
      rows: [],
      broken: [[2, 'is not UTF-8; in a spreadsheet, save it as “CSV UTF-8”']],
    });
  });

  it('are the same whether a quote somewhere makes the full parser read them or not', () => {
    const piece = fc.constantFrom(
      'a',
      '机房',
      ',',
      '\n',
      '\r\n',
      '\r',
      ' ',
      '\t',
      '\u3000',
      '\uFEFF',
      '😀',
      '',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        expect(read(`h\n${text}`)).toEqual(read(`"h"\n${text}`));
      }),
    );
  });

  it('never throw, whatever the bytes', () => {
    const csvLike = fc.string({
      unit: fc.constantFrom('"', ',', '\n', '\r', 'a', ' ', '机'),
      maxLength: 200,
    });
    const bytes = fc.oneof(
      csvLike.map((text) => Buffer.from(text)),
      fc.uint8Array({ maxLength: 200 }),
    );
    fc.assert(
      fc.property(bytes, (any) => {
        expect(read(any)).toBeDefined();
      }),
    );
  });
});
