import type { CaptureEvent } from '../../contract/capture.ts';
import { checkLine } from './check.ts';
import type { ConnectionLine, EndLine, HeaderLine, LogLine, MessageLine } from './lines.ts';
import { replay } from './replay.ts';
import { type UnknownFields, unknownFieldsOf } from './unknown-fields.ts';

/** A line that could not be used. */
export interface LogProblem {
  /** Counted from 1. */
  readonly line: number;
  readonly reason: string;
}

/** A log that was read. */
export interface Log {
  readonly header: HeaderLine | undefined;
  readonly connections: readonly ConnectionLine[];
  readonly messages: readonly MessageLine[];
  /** Record and channel lines, which are derived and were passed over. */
  readonly derived: number;
  /** Absent when the file was cut off. */
  readonly end: EndLine | undefined;
  readonly problems: readonly LogProblem[];
  readonly unknown: UnknownFields;
  /** What capture would have reported: feeds a journal. */
  events(): Iterable<CaptureEvent>;
}

/**
 * Reads a log, line by line, with or without line feeds. Each line is held against the schema;
 * those that do not fit, and what the file as a whole lacks, are problems with a line number.
 */
export async function readLog(lines: Iterable<string> | AsyncIterable<string>): Promise<Log> {
  const reading = new LogReading();
  for await (const line of lines) reading.take(line);
  return reading.finish();
}

class LogReading {
  readonly #connections = new Map<string, ConnectionLine>();
  readonly #messages: { readonly line: number; readonly message: MessageLine }[] = [];
  readonly #problems: LogProblem[] = [];
  #header: HeaderLine | undefined;
  #lacksHeader = false;
  #end: EndLine | undefined;
  #derived = 0;
  #count = 0;
  #isEmpty = true;

  take(written: string): void {
    this.#count += 1;
    // Some editors and shells put a byte order mark before whatever they save.
    const text = this.#count === 1 && written.startsWith('\ufeff') ? written.slice(1) : written;
    if (text.trim() === '') return;
    this.#isEmpty = false;
    const checked = checkLine(text);
    if (checked.kind === 'bad') this.#report(checked.reason);
    else this.#takeLine(checked.line);
  }

  #takeLine(line: LogLine): void {
    if (this.#header === undefined && line.kind !== 'log') this.#reportMissingHeader();
    if (this.#end !== undefined) this.#report('The line comes after the end of the log.');
    switch (line.kind) {
      case 'log':
        if (this.#header)
          this.#report('A second log begins here; it is read as part of the first.');
        else this.#header = line;
        break;
      case 'connection':
        if (this.#connections.has(line.id)) this.#report(`Connection ${line.id} was there before.`);
        else this.#connections.set(line.id, line);
        break;
      case 'message':
        this.#messages.push({ line: this.#count, message: line });
        break;
      case 'record':
      case 'channel':
        this.#derived += 1;
        break;
      case 'end':
        this.#end ??= line;
        break;
      default:
        line satisfies never;
    }
  }

  finish(): Log {
    const connections = [...this.#connections.values()];
    const messages = this.#ownedMessages();
    if (this.#isEmpty) this.#report('The file is empty.');
    else if (this.#end === undefined) {
      this.#report('The file was cut off: it has no end line.');
    } else {
      this.#compare('connections', this.#end.connections, connections.length);
      this.#compare('messages', this.#end.messages, messages.length);
    }
    const [header, end] = [this.#header, this.#end];
    return {
      header,
      connections,
      messages,
      derived: this.#derived,
      end,
      problems: this.#problems.toSorted((a, b) => a.line - b.line),
      unknown: {
        header: (header && unknownFieldsOf(header)) ?? {},
        connections: new Map(connections.flatMap((one) => entry(one.id, unknownFieldsOf(one)))),
        messages: new Map(messages.flatMap((one, number) => entry(number, unknownFieldsOf(one)))),
        end: (end && unknownFieldsOf(end)) ?? {},
      },
      events: () => replay(connections, messages, end),
    };
  }

  /** Messages whose connection is in the file, in the order of the file. */
  #ownedMessages(): readonly MessageLine[] {
    return this.#messages.flatMap(({ line, message }) => {
      if (this.#connections.has(message.connection)) return [message];
      this.#report(`Connection ${message.connection} of the message is not in the file.`, line);
      return [];
    });
  }

  #compare(what: string, announced: number, found: number): void {
    if (announced !== found) {
      this.#report(`The end line announces ${announced} ${what}; ${found} were read.`);
    }
  }

  #reportMissingHeader(): void {
    if (!this.#lacksHeader) this.#report('The file does not begin with a log line.');
    this.#lacksHeader = true;
  }

  #report(reason: string, line = this.#count): void {
    this.#problems.push({ line, reason });
  }
}

function entry<Key, Value>(key: Key, value: Value | undefined): [Key, Value][] {
  return value === undefined ? [] : [[key, value]];
}
