/** The same keys, each value as `work(value, key)` makes it. */
export const eachOf = (object, work) =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, work(value, key)]));
