/** A plain decimal number such as `-97.00`; undefined for anything else, never NaN or infinite. */
export function decimal(text: string | undefined): number | undefined {
  const trimmed = text?.trim();
  if (trimmed === undefined || !/^[+-]?\d{1,20}(\.\d{1,20})?$/.test(trimmed)) return undefined;
  // Adding zero turns the -0 of a driver into 0.
  return Number(trimmed) + 0;
}

/** Rounded to so many places, so that nothing longer than it is exact goes over the air. */
export function rounded(value: number, places: number): number {
  const factor = 10 ** places;
  return Math.round(value * factor) / factor + 0;
}
