import { uncurry, uncurryGetter } from '../natives.ts';

export type XhrNatives = ReturnType<typeof nativesOfXhr>;

/** What an XMLHttpRequest says of itself, whatever the page does to its prototype later. */
export function nativesOfXhr(globals: typeof globalThis) {
  const { prototype } = globals.XMLHttpRequest;
  return {
    readyState: uncurryGetter<number>(prototype, 'readyState'),
    status: uncurryGetter<number>(prototype, 'status'),
    statusText: uncurryGetter<string>(prototype, 'statusText'),
    responseURL: uncurryGetter<string>(prototype, 'responseURL'),
    responseType: uncurryGetter<XMLHttpRequestResponseType>(prototype, 'responseType'),
    responseText: uncurryGetter<string>(prototype, 'responseText'),
    response: uncurryGetter<unknown>(prototype, 'response'),
    headerLines: uncurry(prototype.getAllResponseHeaders),
    loaded: uncurryGetter<number>(globals.ProgressEvent.prototype, 'loaded'),
  };
}
