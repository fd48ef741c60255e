const MB = 1e6;
const DAY_S = 86_400;
const FULLS_A_DAY = 96;

export const AIMS = { rssMb: 60, cpuPercent: 0.3, wireMbADay: 2, diskMbADay: 2 };

/** What a day would come to, from what was measured between two readings. */
export function summarize({ first, last, seconds, rss }) {
  const aDay = (bytes) => ((bytes / seconds) * DAY_S) / MB;
  const fulls = last.fulls - first.fulls;
  const wire = (at) => at.upBytes + at.downBytes;
  // A full sample comes every 15 min: a shorter window would have none of them, or too many.
  const wireADay =
    aDay(wire(last) - wire(first) - fulls * last.fullBytes) + (FULLS_A_DAY * last.fullBytes) / MB;
  return {
    rssMb: rss.reduce((sum, bytes) => sum + bytes, 0) / rss.length / MB,
    rssPeakMb: last.peakBytes / MB,
    cpuPercent: ((last.cpuS - first.cpuS) / seconds) * 100,
    wireMbADay: wireADay,
    wireWithHeadersMbADay: wireADay + aDay(last.headerBytes - first.headerBytes),
    diskMbADay: aDay(last.diskBytes - first.diskBytes),
    spoolMbADay: aDay(last.spoolBytes - first.spoolBytes),
    messages: last.messages,
  };
}

/** The figures beside their aims, as people read them. */
export function table(figures) {
  const rows = [
    ['memory, mean (RSS)', `${figures.rssMb.toFixed(1)} MB`, verdict(figures.rssMb, AIMS.rssMb, 'MB')],
    ['memory, highest', `${figures.rssPeakMb.toFixed(1)} MB`, ''],
    ['processor', `${figures.cpuPercent.toFixed(3)} %`, verdict(figures.cpuPercent, AIMS.cpuPercent, '%')],
    [
      'on the wire, a day',
      `${figures.wireMbADay.toFixed(2)} MB`,
      verdict(figures.wireMbADay, AIMS.wireMbADay, 'MB'),
    ],
    ['  with TCP/IP headers, at most', `${figures.wireWithHeadersMbADay.toFixed(2)} MB`, ''],
    [
      'pages written to disk, a day',
      `${figures.diskMbADay.toFixed(2)} MB`,
      verdict(figures.diskMbADay, AIMS.diskMbADay, 'MB'),
    ],
    ['  of them the spool itself', `${figures.spoolMbADay.toFixed(2)} MB`, ''],
  ];
  return rows
    .map(([what, measured, aim]) => `${what.padEnd(34)}${measured.padStart(12)}   ${aim}`)
    .join('\n');
}

function verdict(measured, aim, unit) {
  return `${measured <= aim ? 'within' : 'OVER'} the aim of ${aim} ${unit}`;
}
