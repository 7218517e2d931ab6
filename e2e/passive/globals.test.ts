import { complies } from './compliance.ts';

complies({
  'properties of every global that is tapped': (log) => {
    const describe = (owner: object, name: PropertyKey) => {
      const { value, get, set, ...attributes } = Object.getOwnPropertyDescriptor(owner, name) ?? {};
      log(String(name), attributes, typeof value, typeof get, typeof set);
      for (const made of [value, get]) {
        if (typeof made !== 'function') continue;
        log(made.name, made.length, made.toString(), Function.prototype.toString.call(made));
        log(Reflect.ownKeys(made).map(String), Object.isExtensible(made), 'prototype' in made);
        log(
          Object.prototype.toString.call(made),
          Object.getPrototypeOf(made) === Function.prototype,
        );
      }
    };
    const names = [
      ...['WebSocket', 'EventSource', 'XMLHttpRequest', 'Request', 'Response', 'ReadableStream'],
      ...['ReadableStreamDefaultReader', 'ReadableStreamBYOBReader', 'EventTarget', 'Function'],
    ];
    for (const name of [...names, 'fetch']) describe(window, name);
    for (const name of names) {
      const made = Reflect.get(window, name);
      log(name, made.prototype.constructor === made, made === Reflect.get(globalThis, name));
      log(Object.getPrototypeOf(made).name);
      for (const key of Reflect.ownKeys(made.prototype)) describe(made.prototype, key);
    }
  },
  'nothing new anywhere': (log) => {
    log(Object.getOwnPropertyNames(window).sort().join());
    log(Object.getOwnPropertySymbols(window).map(String).join());
    log(Object.keys(document), Object.keys(document.documentElement));
    log(document.documentElement.outerHTML, document.scripts.length);
    const all = [Object, Function, Array, String, Promise, Symbol, RegExp, Map, WeakMap, JSON];
    for (const each of all) {
      log(Reflect.ownKeys(each).map(String).join());
      if ('prototype' in each)
        log(
          Reflect.ownKeys(each.prototype as object)
            .map(String)
            .join(),
        );
    }
    const statics = RegExp as unknown as Record<'input' | 'lastMatch', string>;
    log(JSON.stringify(statics.input), JSON.stringify(statics.lastMatch));
    log(
      setTimeout(() => {}),
      performance.getEntriesByType('resource').length,
    );
  },
  'the source text of functions': (log) => {
    const text = Function.prototype.toString;
    const attempt = (what: () => unknown) => {
      try {
        log(what());
      } catch (error) {
        log(error);
      }
    };
    attempt(() => text.call(text));
    attempt(() => text.toString());
    attempt(() => text.call(fetch));
    attempt(() => text.call({}));
    attempt(() => text.call('pushscope'));
    attempt(() => text.call(new Proxy(fetch, {})));
    attempt(() => text.call(fetch.bind(window)));
    attempt(() => text.call(class Mine extends WebSocket {}));
    attempt(() => `${WebSocket}${(() => 1).toString()}`);
    attempt(() => new (text as unknown as new () => undefined)());
  },
  'a page that replaces what is tapped': async (log) => {
    const { fetch: before, WebSocket: socket } = window;
    window.fetch = async (...args) => {
      log('page fetch', String(args[0]));
      return before(...args);
    };
    log(await (await fetch('/text')).text());
    Reflect.set(window, 'WebSocket', function Mock() {});
    log(String(window.WebSocket), socket.prototype.constructor === socket);
    XMLHttpRequest.prototype.send = function () {
      log('page send', this.readyState);
    };
    const xhr = new XMLHttpRequest();
    xhr.open('GET', '/text');
    xhr.send();
    Object.defineProperty(Response.prototype, 'body', { get: () => 'mine', configurable: true });
    log((await fetch('/text')).body);
    log(delete (window as { fetch?: unknown }).fetch, typeof window.fetch);
  },
  'properties a page puts on what is tapped': (log) => {
    const marked = fetch as unknown as { mark?: number };
    marked.mark = 1;
    log(marked.mark, Object.keys(fetch), Object.isFrozen(Object.freeze(WebSocket)));
    log(Reflect.ownKeys(WebSocket).map(String), new Set([WebSocket, fetch]).has(WebSocket));
    class Base {}
    log(Object.setPrototypeOf(EventSource, Base) === EventSource);
    log(Object.getPrototypeOf(EventSource) === Base);
    try {
      structuredClone(fetch);
    } catch (error) {
      log(error);
    }
  },
});
