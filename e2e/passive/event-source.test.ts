import { complies } from './compliance.ts';

complies({
  'events of every type, a reconnect, and the end by the page': {
    page: async (log) => {
      const source = new EventSource('/events');
      log(source.url.length, source.readyState, source.withCredentials, Object.keys(source));
      source.addEventListener('tick', function (this: unknown, event) {
        log('tick', this === source, event.data, event.lastEventId, event.isTrusted, event.origin);
      });
      source.addEventListener('other', { handleEvent: (event) => log('other', event.type) });
      source.addEventListener('other', () => log('once'), { once: true });
      source.onopen = () => log('open', source.readyState);
      source.onerror = (event) => log('error', String(event), source.readyState);
      await new Promise<void>((done) => {
        source.onmessage = ({ data, lastEventId }) => {
          log(data, lastEventId);
          if (data.startsWith('resumed')) done();
        };
      });
      log(source.close(), source.readyState);
      source.close();
      source.dispatchEvent(new MessageEvent('tick', { data: 'forged' }));
    },
    told: [
      '1 connecting eventsource /events',
      '1 opened',
      '1 received event message#1 5 "hello"',
      '1 received event tick#2 3 "a\\nb"',
      '1 received event other#2 6 "wörld"',
      '1 reconnecting 1',
      '1 opened',
      '1 received event message#2 14 "resumed from 2"',
      '1 closed',
    ],
  },
  'types learnt late, and events named open and error': {
    page: async (log) => {
      const source = new EventSource('/events?names');
      const seen = (event: Event) => log(event.type, event instanceof MessageEvent);
      source.addEventListener('error', seen);
      source.addEventListener('open', seen);
      await new Promise((done) => source.addEventListener('late', done));
      source.close();
    },
    told: [
      '1 connecting eventsource /events?names',
      '1 opened',
      '1 received event open# 3 "one"',
      '1 received event error# 3 "two"',
      '1 received event late# 5 "three"',
      '1 closed',
    ],
  },
  'a server that says no': {
    page: async (log) => {
      const source = new EventSource('/status?code=500');
      await new Promise<void>((done) => {
        source.onerror = () => {
          log('error', source.readyState);
          done();
        };
      });
      source.close();
    },
    told: ['1 connecting eventsource /status?code=500', '1 failed'],
  },
  'a reconnect that is told to stop': {
    page: async (log) => {
      const source = new EventSource('/events?gone');
      await new Promise<void>((done) => {
        source.onerror = () => {
          log('error', source.readyState);
          if (source.readyState === EventSource.CLOSED) done();
        };
      });
    },
    told: [
      '1 connecting eventsource /events?gone',
      '1 opened',
      '1 received event message#1 5 "hello"',
      '1 reconnecting 1',
      '1 failed',
    ],
  },
  'exceptions and subclasses': (log) => {
    const attempts = [
      () => new EventSource('http://[bad'),
      () => new (EventSource as unknown as new () => EventSource)(),
      () => (EventSource as unknown as () => void)(),
      () => EventSource.prototype.close.call({} as EventSource),
      () => (new EventSource('/hang').addEventListener as (type: string) => void)('x'),
      () => (new EventSource('/hang').addEventListener as () => void)(),
      () => EventTarget.prototype.addEventListener.call({} as EventTarget, 'x', null),
    ];
    for (const attempt of attempts) {
      try {
        log('returned', attempt());
      } catch (error) {
        log(error);
      }
    }
    class Mine extends EventSource {
      readonly own = 1;
    }
    const mine = new Mine('/events', { withCredentials: true });
    log(mine instanceof EventSource, mine.own, mine.withCredentials, mine.constructor === Mine);
    log(Object.keys(EventSource), EventSource.CLOSED, mine.CONNECTING);
    mine.close();
  },
  'addEventListener elsewhere, once an EventSource exists': (log) => {
    const source = new EventSource('/hang');
    const { addEventListener } = EventTarget.prototype;
    log(addEventListener.name, addEventListener.length, String(addEventListener));
    log(window.addEventListener === addEventListener, Object.hasOwn(window, 'addEventListener'));
    let asked = 0;
    const type = {
      toString() {
        asked++;
        return 'odd';
      },
    };
    const target = new EventTarget();
    target.addEventListener(type as unknown as string, () => log('odd'));
    source.addEventListener(type as unknown as string, () => log('odd on source'));
    target.dispatchEvent(new Event('odd'));
    log(asked);
    addEventListener.call(undefined as unknown as EventTarget, 'custom', () => log('on window'));
    dispatchEvent(new Event('custom'));
    source.close();
  },
});
