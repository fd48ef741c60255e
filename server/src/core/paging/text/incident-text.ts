import type { Incident, MessageText, Words } from '@fengsui/config/contract';
import type { PagingWorld } from '../model.ts';
import type { Line } from './line.ts';
import { headline } from './line.ts';
import { STAGES } from './terms.ts';

export const MAX_TITLE = 40;

/** What, how many of how many, since when and how sure, who has it. */
export function incidentText(line: Line, world: PagingWorld): MessageText {
  const { incident, words } = line.subject;
  const lines = [words, affected(incident), times(incident, world), handling(line)];
  return {
    title: headline(line, world, MAX_TITLE),
    lines: lines.filter((each) => each !== null),
    severity: incident.severity,
    path: `/incidents/${incident.id}`,
  };
}

function affected({ affected: { lost, monitored, homes, population } }: Incident): Words | null {
  const zh = [
    monitored > 0 && `监测 ${monitored} 台中 ${lost} 台受影响`,
    homes > 0 && `${homes} 户`,
    population > 0 && `${population} 人`,
  ].filter(Boolean);
  const en = [
    monitored > 0 && `${lost} of ${monitored} monitored affected`,
    homes > 0 && `${homes} ${homes === 1 ? 'home' : 'homes'}`,
    population > 0 && `${population} ${population === 1 ? 'person' : 'people'}`,
  ].filter(Boolean);
  return zh.length > 0 ? { zh: zh.join('，'), en: en.join(', ') } : null;
}

function times(incident: Incident, { localTime }: PagingWorld): Words {
  const since = localTime(incident.since);
  const over = incident.recoveredAt === null ? null : localTime(incident.recoveredAt);
  const sure = sureness(incident);
  return {
    zh: [`自 ${since}`, over !== null && `恢复 ${over}`, sure?.zh].filter(Boolean).join('，'),
    en: [`since ${since}`, over !== null && `recovered ${over}`, sure?.en].filter(Boolean).join(', '),
  };
}

/** How strongly the evidence speaks for it, beside how strongly it had to. */
function sureness({ because: { likelihood, needed } }: Incident): Words | null {
  if (typeof likelihood !== 'number' || typeof needed !== 'number' || needed <= 0) return null;
  const ratio = (likelihood / needed).toFixed(1);
  return { zh: `证据为门槛的 ${ratio} 倍`, en: `evidence ${ratio}× needed` };
}

function handling({ subject: { team, stage }, item: { stepName } }: Line): Words {
  const { zh, en } = STAGES[stage];
  return {
    zh: [team ? `负责：${team}` : '尚无班组负责', zh, stepName].filter(Boolean).join('，'),
    en: [team ? `with ${team}` : 'no team has it', en, stepName].filter(Boolean).join(', '),
  };
}
