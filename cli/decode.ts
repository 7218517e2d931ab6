import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { type Log, readLog } from '../extension/formats/ndjson/read.ts';
import { restoreOverrides } from '../extension/formats/ndjson/restore-overrides.ts';
import { writeLog } from '../extension/formats/ndjson/write.ts';
import { Derivation } from '../extension/insight/derivation.ts';
import { Journal } from '../extension/journal/journal.ts';
import { Failure, runCommand } from './failure.ts';
import { missingTypes } from './message-types.ts';
import { readOptions } from './options.ts';
import { applyTypes, loadSchema } from './proto.ts';
import { applyRules } from './read-as.ts';

const USAGE = `Reads a log and writes it to standard output with its record and channel lines derived afresh.

  npm run --silent decode -- FILE > decoded.ndjson
  npm run --silent decode -- FILE --as wss://example.org/app=stomp --as c7=protobuf > decoded.ndjson
  npm run --silent decode -- FILE --proto chat.proto --type chat.Message > decoded.ndjson

--as says what connections speak, where recognition has it wrong: those to a URL, whatever its query, or
one by its id. It may be given again and again; =automatic takes back what the file says of it.
--proto gives names to the fields of Protobuf messages, from a .proto file; again for each file that it
imports. gRPC-Web knows the messages of its methods; --type says which others there are: pkg.Message for
all, sent:pkg.Message for one direction, URL=pkg.Message for some connections. Types that were chosen
when the log was written are named in it, and need --proto alone.
FILE may be - for standard input. What is wrong in the file is said on standard error, and the exit code is then 1.`;

/** An option that may be given again and again. */
const WORDS = { type: 'string', multiple: true } as const;

async function readFile(path: string): Promise<Log> {
  try {
    const input = path === '-' ? process.stdin : (await open(path)).createReadStream();
    return await readLog(createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    throw new Failure(`${path} cannot be read (${code}). Is the path right?`);
  }
}

/** The last moment of the log: what was still held then is held in it for ever. */
function endOf({ end, header, messages }: Log): number {
  return (
    end?.time ??
    messages.reduce((latest, { time }) => Math.max(latest, time), header?.startedAt ?? 0)
  );
}

/** What a person says of the connections in the log. */
interface Said {
  readonly as: readonly string[];
  readonly proto: readonly string[];
  readonly type: readonly string[];
}

async function write(log: Log, { as, proto, type }: Said): Promise<void> {
  const schema = proto.length > 0 ? await loadSchema(proto) : undefined;
  const unlimited = {
    messages: Number.MAX_SAFE_INTEGER,
    payload: Number.MAX_SAFE_INTEGER,
    connections: Number.MAX_SAFE_INTEGER,
  };
  const journal = new Journal(unlimited);
  const derivation = new Derivation(journal);
  for (const event of log.events()) journal.take(event);
  restoreOverrides(log, derivation);
  applyRules(as, journal, derivation);
  derivation.useSchema(schema);
  const missing = missingTypes(log.connections, schema);
  if (missing !== undefined) process.stderr.write(`pushscope: ${missing}\n`);
  if (schema) applyTypes(type, schema, journal, derivation);
  const endedAt = endOf(log);
  derivation.advance(endedAt);
  const { startedAt = endedAt, page, browser } = log.header ?? {};
  const facts = {
    startedAt,
    endedAt,
    unknown: log.unknown,
    ...(page !== undefined && { page }),
    ...(browser !== undefined && { browser }),
  };
  for (const line of writeLog(journal, derivation, facts)) {
    if (!process.stdout.write(line)) await once(process.stdout, 'drain');
  }
}

await runCommand(async () => {
  const { values, positionals } = readOptions(
    { options: { as: WORDS, proto: WORDS, type: WORDS }, allowPositionals: true },
    USAGE,
  );
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new Failure(USAGE);
  const { as = [], proto = [], type = [] } = values;
  if (type.length > 0 && proto.length === 0)
    throw new Failure('--type needs the .proto file that defines the message: --proto FILE.');
  // A reader that has seen enough (`| head`) is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) =>
    process.exit(error.code === 'EPIPE' ? 0 : 1),
  );
  const log = await readFile(path);
  if (log.header === undefined && log.messages.length === 0) {
    throw new Failure(`${path} is no Pushscope log: ${log.problems[0]?.reason ?? 'it is empty.'}`);
  }
  await write(log, { as, proto, type });
  for (const { line, reason } of log.problems)
    process.stderr.write(`pushscope: line ${line}: ${reason}\n`);
  return log.problems.length === 0 ? 0 : 1;
});
