import { it } from 'vitest';
import type { IncidentFact } from '@fengsui/config/contract';
import { createMonitor } from '../core/monitor.ts';
import { monitorSite } from '../monitor-site.ts';
import { sampleSite } from '../packaged.ts';
import { readSite } from '../site/site.ts';
import { judge } from './judge.ts';
import { rehearse } from './rehearse.ts';
import { scaleSite } from './scale-site.ts';
import { SCENARIOS } from './scenarios/index.ts';
import { stageScenario } from './stage-scenario.ts';
const START = 1_763_596_800_000;
it('scratch', { timeout: 600000 }, async () => {
  const read = await readSite(sampleSite());
  if (!read.ok) throw new Error('x');
  for (const name of (process.env['SCN'] ?? 'typhoon').split(',')) for (const seed of [1, 2]) {
    const scenario = SCENARIOS.find((s) => s.name === name)!;
    const staged = stageScenario({ site: scaleSite(read.site, Math.min(600, scenario.devices)), scenario, seed, startsAt: START });
    const monitor = createMonitor({ site: monitorSite(staged.site, START) });
    const facts: IncidentFact[] = [];
    rehearse(staged.simulation, monitor, (some) => { for (const f of some) if (f.kind === 'incident') facts.push(f); });
    console.log(name, seed, JSON.stringify(judge({ facts, wanted: staged.wanted, startsAt: START })).slice(0, 800));
    for (const f of facts.slice(0, +(process.env['N'] ?? 30))) console.log(((f.at - START) / 60000).toFixed(2), f.change, f.id, f.type, f.scope.id, f.severity, f.cause, JSON.stringify(f.affected), String((f.because['words'] as any)?.zh).slice(0, 110), JSON.stringify({...f.because, words:0, cause:0}).slice(0,200));
  }
});
