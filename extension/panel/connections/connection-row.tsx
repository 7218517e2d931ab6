import { KIND_TITLES } from '../kinds.ts';
import { usePanel } from '../panel-model.ts';
import { count } from '../wording/bytes.ts';
import { duration } from '../wording/durations.ts';
import type { SidebarRow, Sign } from './sidebar.ts';

const SIGNS: Readonly<Record<Sign, { readonly glyph: string; readonly title: string }>> = {
  polling: { glyph: '↻', title: 'asked again and again' },
  holding: { glyph: '◐', title: 'held by the server until there is news' },
  waiting: { glyph: '◌', title: 'between two requests' },
  connecting: { glyph: '◌', title: 'connecting' },
  open: { glyph: '●', title: 'open' },
  closed: { glyph: '○', title: 'closed' },
  failed: { glyph: '✕', title: 'failed' },
  aborted: { glyph: '⊘', title: 'aborted by the page' },
};

interface ConnectionRowProps {
  readonly id: string;
  readonly row: SidebarRow;
  readonly isSelected: boolean;
  readonly onChoose: (event: PointerEvent) => void;
}

/** A loop, a connection, or one of its channels. */
export function ConnectionRow({ id, row, isSelected, onChoose }: ConnectionRowProps) {
  const sign = row.sign && SIGNS[row.sign];
  const hasSecondLine = row.figures !== undefined || row.holdingSince !== undefined;
  return (
    <div
      id={id}
      class={`connection${row.isSub ? ' sub' : ''}${hasSecondLine ? ' two-line' : ''}`}
      role="option"
      aria-selected={isSelected}
      title={sign ? `${row.title}\n${sign.title}` : row.title}
      data-connection={row.scope.key}
      data-kind={row.kind}
      data-state={row.sign}
      data-bad={row.isBad || undefined}
      onPointerDown={(event) => event.button === 0 && onChoose(event)}
    >
      <span class={`sign${row.sign === 'holding' ? ' breathing' : ''}`} aria-hidden="true">
        {sign?.glyph}
      </span>
      <span class="name">
        {row.name}
        {sign && <span class="visually-hidden">, {sign.title}</span>}
      </span>
      {!row.isSub && !hasSecondLine && <span class="kind">{KIND_TITLES[row.kind]}</span>}
      <span class="count dim">{count(row.count)}</span>
      {hasSecondLine && (
        <span class="figures dim" title={row.figures}>
          <span class="kind">{KIND_TITLES[row.kind]}</span>{' '}
          {row.holdingSince === undefined ? (
            <span class={row.isBad ? 'bad' : ''}>{row.figures}</span>
          ) : (
            <HoldingClock since={row.holdingSince} />
          )}
        </span>
      )}
      {row.cost && (
        <span class="figures dim" title="Mean of its last requests">
          {row.cost}
        </span>
      )}
    </div>
  );
}

/** Runs as long as a request is held. */
function HoldingClock({ since }: { readonly since: number }) {
  const { recording } = usePanel();
  return (
    <span class="holding" data-testid="holding">
      holding {duration(Math.max(0, recording.now.value - since))}
    </span>
  );
}
