export * from './load.ts';
export * from './server.ts';
