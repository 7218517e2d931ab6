/** The table of ways on each topic. */
export const LANES = {
  way: 'Way',
  state: 'State',
  requests: 'Requests',
  messages: 'Messages',
  payload: 'Payload',
  empty: (count: string) => `${count} empty`,
  more: (count: string) => `${count} more ways`,
  fewer: 'Fewer ways',
  lesson: 'Lesson',
  lessonOn: (way: string) => `Lesson on ${way}`,

  pace: 'Asks',
  paces: { fixed: 'on a timer', adaptive: 'as advised' },
  asksEvery: 'Asks every',
  advised: 'Server advises',
  notYet: 'not yet',
  heldAtMost: 'Held at most',
  gathers: 'Gathers for',
  gathersNot: 'not at all',
  again: (time: string) => `again in ${time}`,
  refused: 'Refused:',
  unreadable: 'Not readable:',

  /** What was answered last, in the protocols’ own words. */
  answered: (count: string) => `${count} new`,
  cursor: (number: string) => `cursor ${number}`,
  resumed: (number: string) => `went on after id ${number}`,

  /** Transports: the name, one for tags, and what each does in a line. */
  transports: {
    polling: { name: 'Polling', short: 'Poll', what: 'asks on a timer, news or not' },
    'long-polling': {
      name: 'Long polling',
      short: 'Long',
      what: 'asks once, is held until there is news',
    },
    sse: { name: 'SSE', short: 'SSE', what: 'one response that never ends' },
    streaming: { name: 'Streaming', short: 'Stream', what: 'one fetch, read piece by piece' },
    websocket: { name: 'WebSocket', short: 'WS', what: 'both directions, message by message' },
    stomp: { name: 'STOMP', short: 'STOMP', what: 'rooms and receipts over a WebSocket' },
    sockjs: { name: 'SockJS', short: 'SockJS', what: 'STOMP, over whatever gets through' },
    'socket-io': { name: 'Socket.IO', short: 'S.IO', what: 'events, rooms and acknowledgements' },
    mqtt: { name: 'MQTT', short: 'MQTT', what: 'topics with a quality of service' },
    rsocket: {
      name: 'RSocket',
      short: 'RSock',
      what: 'streams that one pulls, request by request',
    },
    graphql: { name: 'GraphQL', short: 'GQL', what: 'a subscription to the fields asked for' },
  },
};
