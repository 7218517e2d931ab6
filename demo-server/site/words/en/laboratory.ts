/** The first page: its head, its topics, and what arrives on them. */
export const LABORATORY = {
  name: 'laboratory',
  tagline: 'How news travels from a server to a page. Real traffic, nothing staged.',
  startAll: 'Start every kind',
  stopAll: 'Stop all',
  held: (taken: string, all: string) => `${taken} of ${all}`,
  heldWhat: 'HTTP connections held',
  heldFree: 'Sockets do not count.',
  heldFull: 'Every further request waits its turn.',

  cutOff:
    'Nothing gets through: the server is away, or keeps us out. Every way tries again by itself.',

  topics: 'The same messages, every way',
  topicsWhat:
    'Switch on any number of ways for one topic. A message that comes several ways is one line, with how long each way took from publication to this page.',
  sharedTopics: 'One thing, many copies',
  sharedTopicsWhat:
    'Here messages are changes. Each way keeps a copy of its own and carries out what it hears: see which are behind, look through any of them, and write from there.',
  topic: {
    chat: { title: 'Chat', what: 'Few messages, from people, in both directions.' },
    ticker: { title: 'Ticker', what: 'Many small messages, one way, soon out of date.' },
    notifications: { title: 'Notifications', what: 'Rare messages that should come at once.' },
    document: {
      title: 'Document',
      what: 'A text that all write on. Of two who change one line, the later stays.',
    },
    board: { title: 'Board', what: 'Three in a row, for whoever likes. X begins.' },
  },
  published: 'Published',
  textSize: 'Text size',
  asItIs: 'as it is',

  arrived: 'Arrived',
  arrivedList: 'Messages, newest first',
  clear: 'Clear',
  nothing: 'Nothing yet. Switch a way on above.',
  nothingYet: 'Nothing yet. What is said next will stand here.',
  earlier: 'earlier',
  prices: 'Latest prices',
  noPrice: 'No price yet.',

  message: 'Message',
  saySomething: 'Say something',
  send: 'Send',
  yourName: 'Your name',
  you: 'you',
  sendBy: 'Send by',
  by: (way: string) => `by ${way}`,
  switchOn: (way: string) => `Switch ${way} on first.`,

  sizesOnly:
    'Sizes are payload only: headers and framing are out of a page’s sight. The lessons reckon them, and the Pushscope panel in DevTools shows them.',
  seen: 'What the server saw is in its',
  ledger: 'ledger',
  listed: 'its endpoints are listed at',
};

/** The document and the board. */
export const SHARED = {
  copies: 'Look and write through',
  version: (number: string) => `v${number}`,
  behind: (count: string) => `${count} behind`,
  reading: 'reading …',
  noCopy: 'Each way that is switched on keeps a copy here.',
  writesBy: (way: string) => `What you do goes out over ${way}.`,
  writesBeside: 'What you do goes out by a POST beside it.',
  reads: (count: string) => `read whole ${count}×`,
  missed: (count: string) => `may lack ${count} that never came`,
  conflicts: (count: string) => `${count} overwritten unseen`,
  ignored: (count: string) => `${count} came too late`,

  empty: 'The document is empty. Write its first line.',
  change: (line: string) => `Change line: ${line}`,
  remove: 'Delete line',
  changed: (who: string) => `${who} has changed it meanwhile`,
  overwrote: (version: string) => `over ${version}, unseen`,
  newLine: 'Another line',
  add: 'Add',

  cell: (name: string, mark: string) => `${name}, ${mark}`,
  free: 'free',
  game: (number: string) => `Game ${number}`,
  turn: (mark: string) => `${mark} moves`,
  wins: (mark: string) => `${mark} wins`,
  draw: 'A draw',
  newGame: 'New game',
};
