import type { HttpLessonWords } from '../lesson-words.ts';

/** Lessons on transports that are ordinary HTTP. */
export const HTTP_LESSONS: HttpLessonWords = {
  polling: {
    title: 'Short polling',
    line: 'The page asks on a timer, whether there is news or not.',
    wire: [
      'A GET goes out every period. The server answers at once with what is newer than the cursor.',
      'With an ETag, an answer that would be the same as the last is a 304 without a body.',
      'The TCP connection stays open between the requests: keep-alive.',
    ],
    when: [
      'The server cannot be changed, or offers nothing but plain requests.',
      'News comes at a fixed rhythm, and a late answer does no harm.',
    ],
    whenNot: [
      'News is rare and should come at once.',
      'Thousands of clients ask a server that seldom has an answer.',
    ],
    claims: {
      period: {
        claim: 'Short periods load the server without news; long periods make news stale.',
        see: 'Measure four loops over the same news. Short periods ask for nothing most of the time; with long ones the median latency is about half the period.',
        limit:
          'When the period equals the rhythm of the news, nothing is wasted: set both to one a second.',
      },
      collects: {
        claim: 'One answer collects several updates.',
        see: 'Raise the rate above one per period: each answer holds several messages, and there are no more requests than before.',
        limit: 'Collected news is late news: the first of them waited longest.',
      },
      closed: {
        claim: 'HTTP closes the connection after each answer.',
        see: 'The requests follow one another without a new handshake: HTTP/1.1 has kept connections alive since 1997.',
        limit: 'It was true of HTTP/1.0, and is with “Connection: close”.',
      },
    },
    panel:
      'One row per loop, with the pattern “polling”, its period and the share of empty answers. Open an answer to see the cursor move.',
  },
  'long-polling': {
    title: 'Long polling',
    line: 'The page asks once, and the server holds its answer until there is news.',
    wire: [
      'A GET goes out. Nothing comes back: the server holds it.',
      'At the first news the answer comes, and the page asks again at once.',
      'Without news, 204 comes when the hold is over, before a proxy would give up.',
    ],
    when: [
      'News is rare and should come at once, and streams do not get through.',
      'As the way that works when WebSocket is blocked; SockJS and Socket.IO use it so.',
    ],
    whenNot: [
      'Events are frequent: each of them costs a request with all its headers.',
      'The server has one thread per request: every client occupies one.',
    ],
    claims: {
      atOnce: {
        claim: 'It answers the moment there is news: almost real time.',
        see: 'Measure its latency beside that of polling and SSE.',
        limit: 'News that comes between two requests waits for the next one, a round trip later.',
      },
      frequent: {
        claim: 'When events are frequent, it makes more requests than polling.',
        see: 'Measure both at three rates. Polling stays at one request a second; long polling makes one for each event, and the two cross.',
        limit: 'Answers that wait a little to collect news (batching) bend the curve again.',
      },
      held: {
        claim: 'Every client always holds one request.',
        see: 'The bar at the server is the held request. Make the hold short and see 204 after 204.',
        limit:
          'A held request is cheap for servers built on events; it was dear for a thread each.',
      },
    },
    panel:
      'The timeline shows each request as a long bar, the hold, that ends with the news. The pattern is “long-polling”; “Merely slow” in the laboratory must not be.',
  },
  sse: {
    title: 'Server-sent events',
    line: 'One response that never ends; the browser reconnects and resumes by itself.',
    wire: [
      'One GET goes out; the answer is text/event-stream and stays open.',
      'Each event is a few lines of text: type, id, data, an empty line.',
      'When it breaks, the browser waits (“retry”), asks again and says which id it had last.',
    ],
    when: [
      'Notifications, live comments, progress, tokens of an assistant: server to page.',
      'Resuming matters, and nobody wants to write it.',
    ],
    whenNot: [
      'Both sides talk, fast and often.',
      'Payloads are binary, or a proxy on the way buffers streams.',
    ],
    claims: {
      once: {
        claim: 'The headers are sent once; then come only small events.',
        see: 'Measure the bytes for each event beside polling, long polling and WebSocket.',
        limit: 'HTTP/2 compresses headers, and polling comes closer.',
      },
      resumes: {
        claim: 'It reconnects by itself and resumes after the last event.',
        see: 'Press “Cut the connection”. The next request carries Last-Event-ID, and no number is missing.',
        limit:
          'A server without history loses what came meanwhile; after an error status the browser gives up for good.',
      },
      oneWay: {
        claim: 'It goes one way only.',
        see: 'Say something: a POST goes out beside the stream, and the event comes back on it.',
        limit: 'For most pages an ordinary request is all that the other direction needs.',
      },
      lighter: {
        claim: 'It is lighter than WebSocket for notifications.',
        see: 'Let the server weigh idle connections of each way, in a process of its own.',
        limit:
          'Both keep state for every client, and both keep it small: the difference seldom decides.',
      },
      six: {
        claim: 'A browser allows six connections per origin.',
        see: 'Open streams until one waits: over HTTP/1.1 the seventh does not begin before another ends.',
        limit: 'HTTP/2 carries a hundred and more streams over one connection.',
      },
    },
    panel:
      'One row per stream. Each event has its type and id; after a cut, the new connection shows the Last-Event-ID it resumed from.',
  },
  streaming: {
    title: 'Streaming fetch',
    line: 'An ordinary request whose answer is read piece by piece, while it comes.',
    wire: [
      'A GET or a POST goes out. The answer begins at once, and does not end.',
      'Here each line is one JSON object (NDJSON); an assistant streams events after a POST.',
      'Pieces follow the network, not the messages: the page has to join lines.',
    ],
    when: [
      'The question is long or secret: EventSource cannot send a body or headers.',
      'Answers of language models; exports; logs.',
    ],
    whenNot: [
      'You want reconnecting and resuming for nothing: that is EventSource.',
      'The client must speak while it listens, in one connection.',
    ],
    claims: {
      needsEventSource: {
        claim: 'Event streams need EventSource.',
        see: 'Ask the assistant in the laboratory: a POST whose answer is an event stream, read with fetch.',
        limit: 'The page then parses events, reconnects and resumes by itself.',
      },
      borders: {
        claim: 'A stream of HTTP has no message borders.',
        see: 'Read a hundred lines at once. Pieces end where the network ends them; the page joins them and cuts at each line end.',
        limit: 'Over HTTP/1.1 chunks often match writes. Nothing promises it.',
      },
      proxies: {
        claim: 'Proxies may hold a stream back.',
        see: 'Put a proxy before this lesson’s stream: lines come late, and many at once.',
        limit: 'Proxies that know the content type, or are told not to buffer, hand on at once.',
      },
    },
    panel:
      'The body of one response, chunk by chunk, with its lines as records and the pattern “streaming”.',
  },
};
