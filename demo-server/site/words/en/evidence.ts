/** What is measured on a lesson's page to bear a claim out. */
export const EVIDENCE = {
  goTo: (name: string) => `To “${name}”`,
  perAnswer: (count: string) => `${count} messages in each answer with news.`,
  reused: (reused: string, all: string) =>
    `${reused} of ${all} requests went over a connection that was open already.`,
  holds: (count: string, empty: string) => `${count} requests held, ${empty} of them for nothing.`,
  wayBack: (time: string) => `Asked again after ${time}:`,
  missing: (count: string) => `Numbers missing: ${count}.`,
  roundTrip: (time: string) => `There and back in ${time}.`,
  framingReceived: (bytes: string) => `${bytes} around each message received.`,
  framingSent: (bytes: string) => `${bytes} around each one sent.`,
  buffer: 'A proxy that buffers 4 kB',
  latency: (time: string) => `Latency now, p95: ${time}.`,
  block: 'Block WebSocket',
  carriedBy: (way: string) => `Carried by ${way}.`,
  knock: 'Knock as a page of another origin',
  knocked: (origin: string, host: string) => `A page of ${origin} goes to ${host}.`,
  readable: 'The browser let it read an ordinary answer.',
  notReadable: 'An ordinary answer the browser hid (CORS).',
  socketAnswer: (status: string) =>
    `The WebSocket’s handshake arrived; the server answered ${status}.`,
  unanswered: 'The WebSocket was let in.',
  sendSizes: 'Send messages of eight sizes',
  borders: (sent: string, whole: string, bytes: string) =>
    `${sent} messages sent at once, ${bytes} bytes in all; ${whole} came back whole, one for one.`,
  readLines: 'Read 100 lines at once',
  pieces: (lines: string, pieces: string, cut: string) =>
    `${lines} lines came in ${pieces} pieces; ${cut} pieces ended inside a line.`,
};

/** Ways that are measured side by side. */
export const COMPARISONS = {
  measure: (time: string) => `Measure it (${time})`,
  stages: {
    idle: '–',
    connecting: 'All connect …',
    measuring: 'Measuring …',
    over: 'Measured.',
    failed: 'It could not be measured. Try again in a moment.',
  },
  measures: {
    empty: ['Empty answers', 'Share of the requests that brought nothing.'],
    latency: ['Latency', 'Dot: median. Line: to p95. Each step is tenfold.'],
    requestRate: ['Requests a second', 'Polling asks once a second.'],
    bytes: ['Bytes for each event', 'Dark: payload. Light: headers and framing.'],
    framing: ['Headers and framing for each event', 'What it costs besides the payload.'],
  } satisfies Record<string, readonly [title: string, what: string]>,
};

/** What one idle connection makes a server hold. */
export const WEIGHING = {
  weigh: (count: string) => `Weigh ${count} idle connections of each`,
  busy: 'Another server is started, and weighed. That takes some seconds …',
  title: 'Held for one idle connection',
  what: 'Heap and buffers of this server, which runs on events. Buffers of the system are not in it; between two polls, only a TCP connection is kept.',
};
