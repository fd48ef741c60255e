import type { Json } from '@fengsui/config/contract';
import { playRule } from './play.ts';
import { rebootRule } from './reboot.ts';
import type { Border, PartRule } from './rule.ts';
import { lists } from './rule.ts';

type ById = readonly [id: string, ...unknown[]];

interface KeptOutage {
  key: string;
  shape: string;
  node: string;
  lost: readonly { device: string }[];
}

/** Where its incident goes; without one, with its lone device or with the node that explains it. */
function isOutageGoing({ key, shape, node, lost: [first] }: KeptOutage, border: Border): boolean {
  const isLone = shape === 'lone' || node === '';
  return border.key(key) ?? (isLone ? first !== undefined && border.device(first.device) : border.node(node));
}

const byDevice = ([id]: ById, border: Border): boolean => border.device(id);
const byNode =
  (kind: 'fade' | 'drift') =>
  ([id]: ById, border: Border): boolean =>
    border.key(`${kind}:${id}`) ?? border.node(id);

/** Every part of the core that keeps something, and how that is divided. A part that is not named stays whole. */
const RULES: Readonly<Record<string, PartRule>> = {
  book: lists<{ entries: { finding: { area: string } } }>({
    entries: ({ finding }, border) => border.area(finding.area),
  }),
  outage: lists<{ outages: KeptOutage }>({ outages: isOutageGoing }),
  fade: lists<{ levels: ById; called: ById }>({ levels: byDevice, called: byNode('fade') }),
  drift: lists<{ days: ById; called: ById; lone: string }>({
    days: byDevice,
    called: byNode('drift'),
    lone: (id, border) => border.device(id),
  }),
  speaker: lists<{ usual: ById; silent: ById }>({ usual: byDevice, silent: byDevice }),
  readiness: lists<{ warnings: readonly [{ area: string }, boolean] }>({
    warnings: ([{ area }], border) => border.area(area),
  }),
  play: playRule,
  reboot: rebootRule,
};

export type Parts = Readonly<Record<string, Json>>;

export function splitParts(parts: Parts, border: Border): { left: Parts; taken: Parts } {
  const left: Record<string, Json> = { ...parts };
  const taken: Record<string, Json> = {};
  for (const [name, kept] of Object.entries(parts)) {
    const rule = Object.hasOwn(RULES, name) ? RULES[name] : undefined;
    if (rule) ({ left: left[name], taken: taken[name] } = rule.split(kept, border));
  }
  return { left, taken };
}

/** Only those parts that change. */
export function joinParts(mine: Parts, taken: Parts): Parts {
  const joined: Record<string, Json> = {};
  for (const [name, kept] of Object.entries(taken)) {
    const rule = Object.hasOwn(RULES, name) ? RULES[name] : undefined;
    if (rule) joined[name] = rule.join(mine[name], kept);
  }
  return joined;
}
