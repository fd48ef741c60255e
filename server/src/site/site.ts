export * from './model.ts';
export { formatSiteFaults } from './faults.ts';
export { ancestorsOf, childrenOf } from './queries.ts';
export { readSite } from './read-site.ts';
export { onlyCounties } from './only-counties.ts';
