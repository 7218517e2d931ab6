import type { LessonWords } from '../lesson-words.ts';

/** The lesson on RSocket. */
export const RSOCKET_LESSON: LessonWords = {
  title: 'RSocket',
  line: 'Four ways to ask, many streams on one connection, and nobody sends more than the other asked for.',
  wire: [
    'SETUP is the first frame: versions, signs of life, and the types of metadata and data.',
    'REQUEST_STREAM names a route and says how many messages may come: the credit. Each PAYLOAD takes one of it.',
    'At 0 the server keeps what is new and waits. REQUEST_N gives it credit again.',
  ],
  when: [
    'Services talk to services, both can be slow, and neither may drown the other.',
    'Questions, streams and channels should share one connection, each with its own flow.',
  ],
  whenNot: [
    'A browser shows some news: SSE does that, and nobody has to ask for more.',
    'There is no maintained client in your language: the one for JavaScript has stood still since 2023.',
  ],
  claims: {
    models: {
      claim: 'It has four models of interaction.',
      see: 'The news is a stream. Choose how you say something, and say it: a request that is answered, one that is forgotten, or payloads on a channel with credit both ways.',
      limit: 'Who fires and forgets hears of no failure: that is the bargain.',
    },
    backpressure: {
      claim: 'It has backpressure: the receiver sets the pace.',
      see: 'Choose “by hand” and wait. The credit falls to 0 and the arrows stop, while the server goes on publishing. Request 5: exactly five come.',
      limit:
        'What is not asked for has to wait somewhere. This server keeps 1,000 messages of a stream, then ends it with CANCELED.',
    },
    resumes: {
      claim: 'It resumes.',
      see: 'Switch “Resume the session” on, and cut the connection. RESUME says how many bytes came; RESUME_OK answers, and the stream goes on with what was missed.',
      limit:
        'Both sides have to keep what they sent: this server a megabyte, for a minute. Without it the page begins a new stream, after the last number that it had.',
    },
    leases: {
      claim: 'A server can say how much it is willing to take.',
      see: 'Switch leases on and say ten things at once: eight requests go out, the others wait for the next LEASE.',
      limit: 'Leases count requests, not what they cost, and bind only clients that ask for them.',
    },
  },
  panel:
    'Frames by their names with stream numbers, routes and flags; each stream is a channel, and REQUEST_N shows the credit it gives.',
};
