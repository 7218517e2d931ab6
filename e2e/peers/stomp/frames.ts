import type { RecordLine } from '../../../extension/formats/ndjson/lines.ts';
import type { LogLine } from '../../lines.ts';
import { bytesOf, fieldAt } from '../recorded.ts';
import type { Delivered } from './client.ts';

const NO_HEADERS = ['command', 'body'];

/** The MESSAGE frames among the records, as a client would deliver them. */
export function messagesIn(lines: readonly LogLine[], records: readonly RecordLine[]): Delivered[] {
  return records
    .filter(({ layers: [layer] }) => fieldAt(layer, 'command')?.value === 'MESSAGE')
    .map((record) => {
      const fields = record.layers[0]?.fields ?? [];
      const headers = fields.filter(({ name }) => !NO_HEADERS.includes(name));
      const range = fieldAt(record.layers[0], 'body')?.range ?? [0, 0];
      return {
        headers: Object.fromEntries(headers.map(({ name, value }) => [name, String(value)])),
        body: bytesOf(lines, record)
          .subarray(...range)
          .toString('utf8'),
      };
    });
}
