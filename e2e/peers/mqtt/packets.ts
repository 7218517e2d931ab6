import type { RecordLine } from '../../../extension/formats/ndjson/lines.ts';
import { fieldAt } from '../recorded.ts';
import type { Told } from './client.ts';

/** Packets of one direction by type and identifier: `puback 7`. */
export const toldIn = (told: readonly Told[], direction: Told['direction']) =>
  told
    .filter((packet) => packet.direction === direction)
    .map(({ cmd, messageId }) => `${cmd}${messageId ? ` ${messageId}` : ''}`);

/** The same of the log's records. */
export const recordedIn = (records: readonly RecordLine[], direction: Told['direction']) =>
  records
    .filter((record) => record.direction === direction)
    .map(({ layers: [layer] }) => {
      const [type = ''] = layer?.summary.split(' ') ?? [];
      const id = fieldAt(layer, 'packet identifier')?.value;
      return `${type.toLowerCase()}${id ? ` ${id}` : ''}`;
    });
