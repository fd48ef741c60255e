import { config } from 'zod';

/** A strict content security policy forbids compiling code; must run before any schema is built. */
config({ jitless: true });
