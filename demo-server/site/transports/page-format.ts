import { decodeNews, encodeCommand } from '../../wire/topic/binary.ts';
import type { FormatName } from '../../wire/topic/format.ts';
import { type Command, type Malformed, malformed, type News } from '../../wire/topic/vocabulary.ts';
import { isMessage, parsed, reasonOf } from './reading.ts';

/** The page's side of a format: it writes commands and reads news. */
export interface PageFormat {
  write(command: Command): string | Uint8Array;
  /** Reads a binary message; text is always JSON. */
  read(bytes: Uint8Array): News | Malformed;
}

/** A format, loaded when it is first needed. */
export async function pageFormat(name: FormatName): Promise<PageFormat> {
  switch (name) {
    case 'json':
      return { write: (command) => JSON.stringify(command), read: decodeNews };
    case 'binary':
      return { write: encodeCommand, read: decodeNews };
    case 'messagepack': {
      const { decode, encode } = await import('@msgpack/msgpack');
      return {
        write: (command) => encode(command),
        read: reading((bytes) => newsOf(decode(bytes))),
      };
    }
    case 'cbor': {
      const { decode, encode } = await import('cbor2');
      return {
        write: (command) => encode(command),
        read: reading((bytes) => newsOf(decode(bytes))),
      };
    }
    case 'protobuf': {
      const { readNews, writeCommand } = await import('./topic-protobuf.ts');
      return { write: writeCommand, read: reading(readNews) };
    }
  }
}

/** A library throws at what it cannot read; the page has to go on. */
function reading(read: (bytes: Uint8Array) => News): PageFormat['read'] {
  return (bytes) => {
    try {
      return read(bytes);
    } catch (error) {
      return malformed(reasonOf(error));
    }
  };
}

/** News as JSON text. */
export function newsInJson(text: string): News | Malformed {
  const value = parsed(text);
  return value === undefined ? malformed('It is no JSON.') : newsOf(value);
}

/** News from the value that a format's reader made of it; `welcome` where it says nothing to act on. */
function newsOf(value: unknown): News {
  const news = new Map<string, unknown>(
    Object.entries(typeof value === 'object' ? (value ?? {}) : {}),
  );
  const message = news.get('message');
  if (isMessage(message)) return { kind: 'message', message };
  if (news.get('kind') !== 'error') return { kind: 'welcome', topics: [] };
  const [error, whatToDo] = [news.get('error'), news.get('whatToDo')];
  return { kind: 'error', error: String(error), whatToDo: String(whatToDo ?? '') };
}
