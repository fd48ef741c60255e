import type { Site } from '../site/model.ts';

export type AreaFound =
  { ok: true; code: string } | { ok: false; because: 'unknown' | 'ambiguous'; like: string[] };

/** Named in the answer to a name that several divisions have. */
const MAX_NAMED = 8;
const IS_CODE = /^\d{6}(\d{3}){0,2}$/;

/**
 * A division by its code or by its name, which may be shortened at its end: 广宁 is 广宁县. The widest that
 * fits counts; several just as wide are named.
 */
export function findArea(divisions: Site['divisions'], text: string): AreaFound {
  if (IS_CODE.test(text)) {
    return divisions.has(text) ? { ok: true, code: text } : { ok: false, because: 'unknown', like: [] };
  }
  const all = [...divisions.values()];
  const exact = all.filter(({ name }) => name === text);
  const fitting = exact.length > 0 ? exact : all.filter(({ name }) => name.startsWith(text));
  const shortest = Math.min(...fitting.map(({ code }) => code.length));
  const widest = fitting.filter(({ code }) => code.length === shortest);
  // A city and its counties have codes of the same length.
  const cities = widest.filter(({ level }) => level === 'city');
  const [one, ...others] = cities.length > 0 ? cities : widest;
  if (!one) return { ok: false, because: 'unknown', like: [] };
  if (others.length === 0) return { ok: true, code: one.code };
  return {
    ok: false,
    because: 'ambiguous',
    like: [one, ...others].slice(0, MAX_NAMED).map(({ code, name }) => `${code} ${name}`),
  };
}
