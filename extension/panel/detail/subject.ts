import type { Payload } from '../../bytes/payload.ts';
import type { Layer, Recognition } from '../../decoders/contract.ts';
import type { Connection } from '../../journal/connection.ts';
import type { Message } from '../../journal/message.ts';
import type { Choices } from '../choices.ts';
import type { Recording } from '../recording/recording.ts';
import type { DataRow } from '../records/row.ts';
import type { Rows } from '../records/rows.ts';
import { lastMessageOf } from '../records/seen.ts';

/** What the detail speaks of: a row of the list, or a connection alone. */
export interface Subject {
  /** Another one for another subject. */
  readonly key: string;
  readonly connection: Connection;
  readonly row?: DataRow;
  /** The message, or the one that completed the record. */
  readonly message?: Message;
  /** All of the bytes: a record may have come in several messages. */
  readonly payload?: Payload;
  readonly layers: readonly Layer[];
  readonly recognitions: readonly Recognition[];
}

/** The selected row, wherever it went since; else the connection selected on the left. */
export function subjectOf(recording: Recording, rows: Rows, choices: Choices): Subject | undefined {
  const row = rows.selectedRow(choices.selected.value);
  if (row) return rowSubject(recording, row);
  const scopes = choices.scopes.value;
  const newest = [...(scopes[0]?.connections ?? [])].at(-1);
  const connection =
    scopes.length === 1 ? recording.journal.connections.get(newest ?? '') : undefined;
  return connection && { key: connection.id, connection, layers: [], recognitions: [] };
}

function rowSubject(recording: Recording, row: DataRow): Subject | undefined {
  const { journal } = recording;
  const isRecord = row.kind === 'record';
  const item = isRecord ? row.record : row.message;
  const message = isRecord ? lastMessageOf(recording, row.record) : row.message;
  const connection = journal.connections.get(item.connection);
  if (!connection) return undefined;
  const payload = isRecord ? row.record.layers[0]?.payload : journal.payload(row.message.number);
  return {
    key: `${row.kind} ${item.number}`,
    connection,
    row,
    ...(message && { message }),
    ...(payload && { payload }),
    layers: isRecord ? row.record.layers : [],
    recognitions: isRecord ? row.record.recognitions : [],
  };
}
