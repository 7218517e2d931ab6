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
        isAnswered={status !== undefined}
      />
      <HeaderTable
        title={answer}
        size={headerBytes?.received}
        headers={connection.responseHeaders}
        isAnswered={status !== undefined}
      />
    </div>
  );
}

interface HeaderTableProps {
  readonly title: string;
  readonly size: number | undefined;
  readonly headers: Headers | undefined;
  readonly isAnswered: boolean;
}

function HeaderTable({ title, size, headers, isAnswered }: HeaderTableProps) {
  return (
    <section>
      <h3 class="mono selectable">
        {title}
        {size !== undefined && size >= 0 && <span class="dim"> {bytes(size)}</span>}
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
        <p class="dim">
          {isAnswered
            ? 'No headers known.'
            : 'The browser tells its headers once there is an answer.'}
        </p>
      )}
    </section>
  );
}
