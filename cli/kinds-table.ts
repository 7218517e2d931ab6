import type { KindRow } from '../browser/panel.ts';

/** The kinds of traffic that the demo page makes, and that the panel must have seen. */
export const KINDS = [
  ...['polling', 'long-polling', 'SSE', 'WebSocket'],
  ...['STOMP', 'SockJS', 'Engine.IO', 'MQTT', 'GraphQL', 'RSocket'],
] as const;

const HEAD = ['kind', 'connections', 'messages', 'records', 'latest'];
const WIDEST = 56;

/** The rows as a table in plain text, one line a kind, columns aligned. */
export function drawTable(rows: readonly KindRow[]): string {
  const cells = KINDS.map((kind) => {
    const row = rows.find((one) => one.kind === kind);
    const { connections = 0, messages = 0, records = 0, latest = '' } = row ?? {};
    return [kind, String(connections), String(messages), String(records), shorten(latest)];
  });
  const widths = HEAD.map((title, column) =>
    Math.max(title.length, ...cells.map((line) => line[column]?.length ?? 0)),
  );
  return [HEAD, ...cells].map((line) => drawLine(line, widths)).join('\n');
}

/** Kinds of which nothing was captured, or nothing decoded. */
export function missingKinds(rows: readonly KindRow[]): string[] {
  return KINDS.filter(
    (kind) => !rows.some((row) => row.kind === kind && row.messages > 0 && row.records > 0),
  );
}

function drawLine(cells: readonly string[], widths: readonly number[]): string {
  const isNumber = (column: number) => column >= 1 && column <= 3;
  return cells
    .map((cell, column) => {
      const width = widths[column] ?? 0;
      return isNumber(column) ? cell.padStart(width) : cell.padEnd(width);
    })
    .join('  ')
    .trimEnd();
}

function shorten(text: string): string {
  return text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text;
}
