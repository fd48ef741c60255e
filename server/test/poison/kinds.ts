/** Whether a value, as it comes from JSON, is of a kind; `undefined` where it is not there. */
export type Kind = (value: unknown) => boolean;

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const optional =
  (isOf: Kind): Kind =>
  (value) =>
    value === undefined || isOf(value);

export const text =
  (min: number, max: number): Kind =>
  (value) =>
    typeof value === 'string' && value.length >= min && value.length <= max;

export const whole =
  (min: number, max: number): Kind =>
  (value) =>
    typeof value === 'number' && value % 1 === 0 && value >= min && value <= max;

export const within =
  (edge: number): Kind =>
  (value) =>
    typeof value === 'number' && Math.abs(value) <= edge;

export const oneOf =
  (...words: string[]): Kind =>
  (value) =>
    words.some((word) => word === value);

export const arrayOf =
  (min: number, max: number, isOf: Kind): Kind =>
  (value) =>
    Array.isArray(value) && value.length >= min && value.length <= max && value.every(isOf);

export const digits =
  (length: number): Kind =>
  (value) =>
    isMadeOf(value, '0123456789', length, length);

export const hex: Kind = (value) => isMadeOf(value, '0123456789abcdefABCDEF', 1, 16);

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const LETTERS = LOWER + LOWER.toUpperCase();

function isMadeOf(value: unknown, letters: string, min: number, max: number): boolean {
  if (typeof value !== 'string' || value.length < min || value.length > max) return false;
  return [...value].every((letter) => letters.includes(letter));
}

export const nodeId: Kind = (value) =>
  isMadeOf(value, `${LETTERS}0123456789_.:-`, 1, 64) &&
  isMadeOf((value as string)[0], `${LETTERS}0123456789`, 1, 1);

export const eventType: Kind = (value) =>
  isMadeOf(value, `${LOWER}0123456789_`, 1, 32) && LOWER.includes((value as string)[0] as string);

/** Parts of small letters, digits and underscores, two at least, set apart by dots; a letter leads. */
export const metricName: Kind = (value) => {
  if (typeof value !== 'string' || value.length > 64) return false;
  const parts = value.split('.');
  const isPart = (part: string) => isMadeOf(part, `${LOWER}0123456789_`, 1, 64);
  return parts.length > 1 && parts.every(isPart) && LOWER.includes(value[0] as string);
};

const isMetricValue: Kind = (value) =>
  value === null || typeof value === 'boolean' || Number.isFinite(value) || text(0, 128)(value);

/** `__proto__` is a name that no metric can have; it is passed over. */
export const areMetrics: Kind = (value) => {
  if (!isRecord(value)) return false;
  const names = Object.keys(value).filter((name) => name !== '__proto__');
  return names.length <= 64 && names.every((name) => metricName(name) && isMetricValue(value[name]));
};

/** Nested at most so many levels deep; a number or a text has none. */
export function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => isShallow(inner, levels - 1));
}
