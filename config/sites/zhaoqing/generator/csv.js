/** The rows of a CSV without quotes, as objects by column. */
export function readCsv(text) {
  const [header, ...lines] = text.trim().split('\n');
  const columns = header.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? '']));
  });
}

/** `lon` and `lat` come from a row's `place`, where it has one. */
export function writeCsv(columns, rows) {
  const cell = (row, column) => {
    if (column === 'lon') return row.place?.[0] ?? '';
    return column === 'lat' ? (row.place?.[1] ?? '') : row[column];
  };
  const lines = rows.map((row) => columns.map((column) => cell(row, column)).join(','));
  return `${[columns.join(','), ...lines].join('\n')}\n`;
}
