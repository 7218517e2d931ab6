import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import { openChain } from '../chain.ts';
import type { DecodedRecord, Field } from '../contract.ts';

const REQUEST = '{"jsonrpc":"2.0","method":"add","params":[1,2],"id":1}';
const RESPONSE = '{"jsonrpc":"2.0","result":3,"id":1}';
const JSON_MIME = 'application/json';

/** One request with its response, 10 ms later. */
function exchange(
  request: string,
  response: string,
  { mime = JSON_MIME, requestMime = JSON_MIME }: { mime?: string; requestMime?: string } = {},
): readonly DecodedRecord[] {
  const chain = openChain({ transport: 'fetch', url: 'http://h/rpc', requestMime });
  const sent = { direction: 'sent', message: 0, time: 0 } as const;
  const records = [...chain.feed({ ...sent, payload: Payload.ofText(request) })];
  chain.learn({ transport: 'fetch', url: 'http://h/rpc', mime, requestMime });
  const received = { direction: 'received', message: 1, time: 10 } as const;
  records.push(...chain.feed({ ...received, payload: Payload.ofText(response) }));
  return [...records, ...chain.end()];
}

function rpcLayers(records: readonly DecodedRecord[]): readonly string[] {
  return records.flatMap(({ layers }) =>
    layers.filter(({ protocol }) => protocol === 'json-rpc').map(({ summary }) => summary),
  );
}

function noteOfId(record: DecodedRecord | undefined): string | undefined {
  const layer = record?.layers.find(({ protocol }) => protocol === 'json-rpc');
  return layer?.fields().find(({ name }: Field) => name === 'id')?.note;
}

describe('JSON-RPC over HTTP', () => {
  it('is recognised in what is declared as JSON, and the response answers the request', () => {
    const records = exchange(REQUEST, RESPONSE);
    expect(rpcLayers(records)).toEqual(['request add #1', 'response add #1']);
    expect(noteOfId(records[1])).toBe('answers add, 10 ms later');
    expect(records.map(({ channel }) => channel?.name)).toEqual(['add', 'add']);
  });

  it('answers a batch in any order', () => {
    const request = `[${REQUEST},{"jsonrpc":"2.0","method":"sub","id":2}]`;
    const records = exchange(request, `[{"jsonrpc":"2.0","result":0,"id":2},${RESPONSE}]`);
    expect(rpcLayers(records).slice(2)).toEqual(['response sub #2', 'response add #1']);
  });

  it('may be answered by server-sent events, as in the Model Context Protocol', () => {
    const progress = '{"jsonrpc":"2.0","method":"notifications/progress","params":{}}';
    const body = `data: ${progress}\n\ndata: ${RESPONSE}\n\n`;
    const records = exchange(REQUEST, body, { mime: 'text/event-stream' });
    expect(rpcLayers(records)).toEqual([
      'request add #1',
      'notification notifications/progress',
      'response add #1',
    ]);
    expect(noteOfId(records[2])).toBe('answers add, 10 ms later');
  });

  it('does not take an answer for that to the same id of another exchange', () => {
    exchange(REQUEST, '');
    expect(rpcLayers(exchange('{"other":1}', RESPONSE))).toEqual(['response #1']);
  });

  it.each(['{"method":"add","id":1}', '{"jsonrpc":"2.0"}', '[1]', '{"data":{"jsonrpc":"2.0"}}'])(
    'leaves other JSON alone: %s',
    (text) => {
      const [record] = exchange(text, '');
      expect(record?.layers.map(({ protocol }) => protocol)).toEqual(['json']);
      expect(record?.recognitions[0]?.by).toBe('mime');
    },
  );
});
