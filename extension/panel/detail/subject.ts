import type { Payload } from '../../bytes/payload.ts';
import type { Layer, Recognition } from '../../decoders/contract.ts';
import type { Connection } from '../../journal/connection.ts';
import type { Message } from '../../journal/message.ts';
import type { PanelModel } from '../panel-model.ts';
import type { Recording } from '../recording/recording.ts';
import type { DataRow } from '../records/row.ts';
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

/** The selected row, wherever it went since; else the newest connection of what is selected on the left. */
export function subjectOf({ recording, rows, choices, sidebar }: PanelModel): Subject | undefined {
  const row = rows.selectedRow(choices.selected.value);
  if (row) return rowSubject(recording, row);
  const [scope, ...others] = choices.scopes.value;
  if (!scope || others.length > 0) return undefined;
  const newest = sidebar.value.find((known) => known.scope.key === scope.key)?.newest;
  const connection = recording.journal.connections.get(newest ?? '');
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
