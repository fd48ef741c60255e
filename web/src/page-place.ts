import type { InjectionKey } from 'vue';
import { inject } from 'vue';

/** Which page an address is of, and where the root of all pages lies from there. */
export interface PagePlace {
  page: 'wall' | 'onCall' | 'incidents' | 'incident' | 'newIncident' | 'settings' | 'board' | 'weakAreas';
  /** Of the incident. */
  id?: string;
  /** Relative, with a slash at the end: all works below a path of a reverse proxy too. */
  root: './' | '../';
}

export function placeOf(pathname: string): PagePlace {
  if (pathname.endsWith('/on-call')) return { page: 'onCall', root: './' };
  if (pathname.endsWith('/settings')) return { page: 'settings', root: './' };
  if (pathname.endsWith('/board')) return { page: 'board', root: './' };
  if (pathname.endsWith('/weak-areas')) return { page: 'weakAreas', root: './' };
  if (pathname.endsWith('/incidents')) return { page: 'incidents', root: './' };
  if (pathname.endsWith('/incidents/')) return { page: 'incidents', root: '../' };
  const id = /\/incidents\/([^/]+)$/.exec(pathname)?.[1];
  if (id === undefined) return { page: 'wall', root: './' };
  if (id === 'new') return { page: 'newIncident', root: '../' };
  return { page: 'incident', id: decoded(id), root: '../' };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export const PLACE: InjectionKey<PagePlace> = Symbol('place');

/** Where this page is; the wall where nobody has said so. */
export const usePagePlace = (): PagePlace => inject(PLACE, { page: 'wall', root: './' });
