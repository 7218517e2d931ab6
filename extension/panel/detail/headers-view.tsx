import type { Headers } from '../../contract/words.ts';
import type { Connection } from '../../journal/connection.ts';
import { bytes } from '../wording/bytes.ts';

/** Request and response heads, as far as they are known. */
export function HeadersView({ connection }: { readonly connection: Connection }) {
  const { method, url, status, statusText, headerBytes } = connection;
  const answer = status === undefined ? 'not yet answered' : `${status} ${statusText ?? ''}`;
  return (
    <div class="facts-view">
      <HeaderTable
        title={`${method ?? 'GET'} ${url}`}
        size={headerBytes?.sent}
        headers={connection.requestHeaders}
      />
      <HeaderTable
        title={answer}
        size={headerBytes?.received}
        headers={connection.responseHeaders}
      />
    </div>
  );
}

interface HeaderTableProps {
  readonly title: string;
  readonly size: number | undefined;
  readonly headers: Headers | undefined;
}

function HeaderTable({ title, size, headers }: HeaderTableProps) {
  return (
    <section>
      <h3 class="mono selectable">
        {title}
        {size !== undefined && size >= 0 && <span class="dim"> head of {bytes(size)}</span>}
      </h3>
      {headers?.length ? (
        <dl class="facts">
          {headers.map(([name, value], index) => (
            <div key={index}>
              <dt>{name}</dt>
              <dd class="mono selectable">{value}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <p class="dim">No headers known.</p>
      )}
    </section>
  );
}
