import { loadPart } from './bundle-parts.js';

const START = 1_763_596_800_000;
const HOUR_MS = 3_600_000;

/** From midnight UTC: 08:00 at the sample site. Half of the boxes go off in the evening and on in the morning. */
const ORDINARY_DAY = (hours) => ({
  number: 0,
  name: 'ordinary-day',
  title: { zh: '平常的一天', en: 'An ordinary day' },
  about: { zh: '', en: '' },
  devices: 50_000,
  minutes: 15 + hours * 60,
  noise: { lost: 0.02, late: 0.02 },
  places: { boxes: { in: 'everywhere', class: ['stb'], share: 0.5 } },
  steps: [
    { atMin: 14 * 60 + 15, do: 'switch-off', where: 'boxes', overMin: 60 },
    { atMin: 23 * 60 + 15, do: 'switch-on', where: 'boxes', overMin: 30 },
  ].filter(({ atMin }) => atMin < hours * 60),
  expect: [],
});

/** Whether an ordinary day, with its losses, makes a false incident: every one that is opened is listed. */
export async function ordinaryDay({ devices = 50_000, hours = 24, seed = 1 }) {
  const { sampleSite } = await loadPart('packaged');
  const { readSite } = await loadPart('read-site');
  const { scaleSite } = await loadPart('scale-site');
  const { stageScenario } = await loadPart('stage-scenario');
  const { rehearse } = await loadPart('rehearse');
  const { createMonitor } = await loadPart('monitor');
  const { monitorSite } = await loadPart('monitor-site');
  const read = await readSite(sampleSite());
  if (!read.ok) throw new Error('the sample site cannot be read');
  const site = scaleSite(read.site, devices);
  const staged = stageScenario({ site, scenario: ORDINARY_DAY(hours), seed, startsAt: START });
  const monitor = createMonitor({ site: monitorSite(staged.site, START) });
  const opened = [];
  let nextSaidAt = START;
  const began = process.cpuUsage();
  const messages = rehearse(staged.simulation, monitor, (facts) => {
    for (const fact of facts) {
      if (fact.kind === 'incident' && fact.change === 'opened') opened.push(fact);
      if (fact.at > nextSaidAt) {
        nextSaidAt = fact.at + HOUR_MS;
        process.stderr.write(`hour ${Math.round((fact.at - START) / HOUR_MS)}, ${opened.length} opened\n`);
      }
    }
  });
  const { user, system } = process.cpuUsage(began);
  return {
    devices,
    hours,
    messages,
    perSecond: Math.round(messages / ((user + system) / 1e6)),
    opened: opened.map(({ at, type, scope, severity, because }) => ({
      hour: Math.round((at - START) / 36_000) / 100,
      type,
      scope: scope.id,
      severity,
      words: because.words?.en,
    })),
  };
}
