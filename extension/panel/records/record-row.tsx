import { kindOf } from '../kinds.ts';
import { usePanel } from '../panel-model.ts';
import type { Divider } from '../recording/dividers.ts';
import { bytes, counted } from '../wording/bytes.ts';
import { dateAndTime, duration, timeOfDay } from '../wording/durations.ts';
import type { Description } from './describe.ts';
import { protocolTitle } from './protocols.ts';
import { type DataRow, timeOf } from './row.ts';
import { type Seen, seenMessage, seenRecord } from './seen.ts';

interface RowProps {
  readonly position: number;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
}

/** One row of the list, whatever it is. */
export function ListRow({ position, isSelected, onSelect }: RowProps) {
  const { rows } = usePanel();
  const row = rows.at(position);
  if (!row) return null;
  if (row.kind === 'divider') return <DividerRow divider={row.divider} />;
  const before = position > 0 ? rows.at(position - 1) : undefined;
  return (
    <DataLine
      row={row}
      delta={before ? timeOf(row) - timeOf(before) : undefined}
      position={position}
      isSelected={isSelected}
      onSelect={onSelect}
    />
  );
}

interface DataLineProps extends RowProps {
  readonly row: DataRow;
  readonly delta: number | undefined;
}

function DataLine({ row, delta, position, isSelected, onSelect }: DataLineProps) {
  const { recording } = usePanel();
  const item = row.kind === 'record' ? row.record : row.message;
  const connection = recording.journal.connections.get(item.connection);
  const insight = recording.derivation.connectionInsight(item.connection);
  const kind = connection ? kindOf(connection, insight) : undefined;
  const seen =
    row.kind === 'record' ? seenRecord(recording, row.record) : seenMessage(recording, row.message);
  const isHeartbeat = row.kind === 'record' && row.record.isHeartbeat;
  return (
    <div
      id={`row-${position}`}
      class={`records-row${position % 2 ? ' odd' : ''}${isHeartbeat ? ' quiet' : ''}`}
      role="row"
      aria-rowindex={position + 1}
      aria-selected={isSelected}
      data-record-number={item.number}
      data-direction={item.direction}
      data-kind={kind}
      onPointerDown={(event) => event.button === 0 && onSelect()}
    >
      <span role="gridcell" class="mono" title={dateAndTime(item.time)}>
        {timeOfDay(item.time)}
      </span>
      <span role="gridcell" class="mono end dim">
        {delta === undefined ? '' : duration(delta)}
      </span>
      <span role="gridcell" class="arrow centre" title={item.direction}>
        {item.direction === 'sent' ? '↑' : '↓'}
        <span class="visually-hidden">{item.direction}</span>
      </span>
      <What description={seen.description} />
      <span role="gridcell" class="place dim" title={`${seen.place}\n${connection?.url ?? ''}`}>
        {seen.place}
      </span>
      <span role="gridcell" class={`mono end${seen.isCut ? ' bad' : ''}`} title={sizeText(seen)}>
        {seen.isCut && '✂ '}
        {bytes(seen.size)}
      </span>
    </div>
  );
}

function sizeText({ size, isCut }: Seen): string {
  return `${counted(size, 'byte')}${isCut ? ', cut off: only the beginning was kept' : ''}`;
}

function What({ description }: { readonly description: Description }) {
  const { protocol, lead, isBad, summary, inner } = description;
  return (
    <span role="gridcell" class={`what${isBad ? ' bad' : ''}`}>
      <span class="badge row-badge">{protocolTitle(protocol)}</span>
      {lead && <span class="lead mono">{lead}</span>}
      <span class="summary mono">{summary}</span>
      {inner && <span class="inner mono dim">{inner}</span>}
    </span>
  );
}

function DividerRow({ divider }: { readonly divider: Divider }) {
  return (
    <div class="records-divider" role="row" data-divider={divider.kind}>
      <span role="gridcell">{dividerText(divider)}</span>
    </div>
  );
}

function dividerText(divider: Divider): string {
  switch (divider.kind) {
    case 'pause':
      return divider.until === undefined
        ? 'paused: what the page does now is not recorded'
        : `paused for ${duration(divider.until - divider.time)}: what passed meanwhile was not recorded`;
    case 'navigation':
      return `went to ${divider.url}`;
    default:
      return divider satisfies never;
  }
}
