import type { Server } from 'node:http';
import { type Connection, createServer } from 'sockjs';

/** One message of a session, as the server knows it; directions are seen from the page. */
export interface Said {
  readonly direction: 'sent' | 'received';
  readonly text: string;
}

/** What the server heard and said, in its order. */
export type Book = Said[];

/** A SockJS service that says everything again. */
export function serveEcho(http: Server, book: Book, client: string): void {
  serve(http, '/echo', client, book, (text, say) => say(text));
}

/**
 * A SockJS service that speaks STOMP 1.1: it tells everyone who subscribed to `/topic/*` what is sent
 * to any topic, and gives the receipts that it is asked for.
 */
export function serveStomp(http: Server, book: Book, client: string): void {
  let messages = 0;
  serve(http, '/stomp', client, book, (text, say) => {
    if (text.trim() === '') return;
    const { command, headers, body } = frameOf(text);
    if (command === 'CONNECT') say('CONNECTED\nversion:1.1\nheart-beat:0,0\n\n\0');
    if (command === 'SEND') {
      messages += 1;
      const about = `message-id:${messages}\ndestination:${headers.get('destination')}`;
      // In two pieces, as a server may write them.
      say(`MESSAGE\nsubscription:all\n${about}\n\n`);
      say(`${body}\0`);
    }
    const receipt = headers.get('receipt');
    if (receipt) say(`RECEIPT\nreceipt-id:${receipt}\n\n\0`);
  });
}

function serve(
  http: Server,
  prefix: string,
  client: string,
  book: Book,
  hear: (text: string, say: (text: string) => void) => void,
): void {
  const service = createServer({ prefix, sockjs_url: client, log: () => undefined });
  service.on('connection', (connection: Connection) => {
    connection.on('data', (text) => {
      book.push({ direction: 'sent', text });
      hear(text, (answer) => {
        book.push({ direction: 'received', text: answer });
        connection.write(answer);
      });
    });
  });
  service.installHandlers(http);
}

function frameOf(text: string) {
  const [head = '', body = ''] = text.replace(/\0\s*$/, '').split(/\n\n(.*)/s);
  const [command, ...lines] = head.split('\n');
  const headers = new Map(lines.map((line) => line.split(/:(.*)/s) as [string, string]));
  return { command, headers, body };
}
