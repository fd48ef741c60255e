export * from './model.ts';
export { formatSiteFaults } from './faults.ts';
export { ancestorsOf, childrenOf } from './queries.ts';
export { readSite } from './read-site.ts';
export { countyOf, onlyCounties, unknownCounties } from './only-counties.ts';
