import { useLayoutEffect, useRef } from 'preact/hooks';
import { type HexRow, hexRowCount, hexRows } from '../../bytes/hex.ts';
import type { ByteRange } from '../../decoders/contract.ts';
import { useInnerSize } from '../layout/measure.ts';
import { VirtualRows, type VirtualRowsHandle } from '../layout/virtual-rows.tsx';

/** Height of a line in pixels; `.hex-line` in detail.css. */
const LINE_HEIGHT = 17;
/** Pixels that sixteen bytes in a line need. */
const SIXTEEN_FIT = 520;

interface HexViewProps {
  readonly bytes: Uint8Array;
  /** Highlighted bytes. */
  readonly lit: ByteRange | undefined;
  /** Changes when the highlighted bytes are to be scrolled to. */
  readonly revealed: string | undefined;
  readonly onByte: (offset: number) => void;
}

/** Bytes as hex and as characters; a click on one selects the field it belongs to. */
export function HexView({ bytes, lit, revealed, onByte }: HexViewProps) {
  const view = useRef<VirtualRowsHandle>(null);
  const box = useRef<HTMLDivElement>(null);
  const { width } = useInnerSize(box);
  const columns = width < SIXTEEN_FIT ? 8 : 16;
  useLayoutEffect(() => {
    if (lit && revealed !== undefined) view.current?.reveal(Math.floor(lit[0] / columns));
  }, [revealed, columns]);
  const choose = (event: PointerEvent) => {
    const offset = event.target instanceof HTMLElement ? event.target.dataset.offset : undefined;
    if (offset !== undefined && event.button === 0) onByte(Number(offset));
  };
  return (
    <div class="hex-box" ref={box}>
      {bytes.length === 0 && <p class="no-bytes dim">No bytes.</p>}
      <VirtualRows
        class="hex mono"
        role="group"
        aria-label="Bytes"
        tabIndex={0}
        data-testid="hex"
        count={hexRowCount(bytes.length, columns)}
        rowHeight={LINE_HEIGHT}
        handle={view}
        onPointerDown={choose}
        row={(index) => {
          const row = hexRows(bytes, index, index + 1, columns)[0];
          return row && <HexLine key={index} row={row} lit={lit} columns={columns} />;
        }}
      />
    </div>
  );
}

interface HexLineProps {
  readonly row: HexRow;
  readonly lit: ByteRange | undefined;
  readonly columns: number;
}

function HexLine({ row, lit, columns }: HexLineProps) {
  const start = lit ? lit[0] - row.offset : columns;
  const end = lit ? lit[1] - row.offset : 0;
  const mark = (index: number) => (index >= start && index < end ? 'lit' : undefined);
  return (
    <div class="hex-line">
      <span class="dim">{row.label}</span>
      <span class="hex-bytes" style={{ width: `${columns * 3}ch` }}>
        {row.hex.map((pair, index) => (
          <span key={index} class={mark(index)} data-offset={row.offset + index}>
            {pair}
          </span>
        ))}
      </span>
      <span class="hex-text">
        {[...row.ascii].map((character, index) => (
          <span key={index} class={mark(index)} data-offset={row.offset + index}>
            {character}
          </span>
        ))}
      </span>
    </div>
  );
}
