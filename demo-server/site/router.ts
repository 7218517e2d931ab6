import { signal } from '@preact/signals';
import { TRANSPORTS, type TransportName } from './transports/transport.ts';

/** A page of the site. */
export type Route =
  | { readonly page: 'laboratory' | 'race' | 'cluster' | 'faults' }
  | { readonly page: 'lessons'; readonly lesson: TransportName };

/** The page that a URL's hash names; the laboratory where it names none. */
export function routeOf(hash: string): Route {
  const [page = '', name = ''] = hash.replace(/^#\/?/, '').split('/');
  switch (page) {
    case 'race':
    case 'cluster':
    case 'faults':
      return { page };
    case 'lesson':
    case 'lessons':
      return { page: 'lessons', lesson: TRANSPORTS.find((one) => one === name) ?? 'polling' };
    default:
      return { page: 'laboratory' };
  }
}

export function hashOf(route: Route): string {
  if (route.page === 'lessons') return `#/lesson/${route.lesson}`;
  return route.page === 'laboratory' ? '#/' : `#/${route.page}`;
}

export const route = signal<Route>({ page: 'laboratory' });

/** Follows the address from now on. */
export function startRouter(): void {
  const follow = () => {
    route.value = routeOf(location.hash);
  };
  addEventListener('hashchange', follow);
  follow();
}
