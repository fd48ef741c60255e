import { onScopeDispose } from 'vue';

/** The region in the address (`?region=441202`), so that a kiosk can be pointed at a county. */
export function regionInAddress(query: string): string {
  const region = new URLSearchParams(query).get('region') ?? '';
  return /^\d{6,12}$/.test(region) ? region : '';
}

export interface RegionRoute {
  go(region: string): void;
}

/** Keeps address and shown region together; the browser's back button works as everywhere. */
export function useRegionRoute(page: Window, subscribe: (region: string) => void): RegionRoute {
  const follow = (): void => subscribe(regionInAddress(page.location.search));
  page.addEventListener('popstate', follow);
  onScopeDispose(() => page.removeEventListener('popstate', follow));
  return {
    go: (region) => {
      const address = new URL(page.location.href);
      if (region === '') address.searchParams.delete('region');
      else address.searchParams.set('region', region);
      page.history.pushState(null, '', address);
      subscribe(region);
    },
  };
}
