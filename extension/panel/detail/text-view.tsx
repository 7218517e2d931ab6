import { useMemo, useRef } from 'preact/hooks';
import { useInnerSize } from '../layout/measure.ts';
import { VirtualRows } from '../layout/virtual-rows.tsx';
import { lineAt, lineStarts } from './lines.ts';
import type { Subject } from './subject.ts';

const ROW_HEIGHT = 17;
/** Width of one character of the monospace font, in pixels, rounded up. */
const CHARACTER = 6.8;
/** Left and right of the text, with the scrollbar, in pixels. */
const MARGINS = 32;

/** The payload as text, as it was on the wire. */
export function TextView({ subject }: { readonly subject: Subject }) {
  const { payload, message } = subject;
  const box = useRef<HTMLDivElement>(null);
  const { width } = useInnerSize(box);
  const columns = Math.max(20, Math.floor((width - MARGINS) / CHARACTER));
  const text = payload?.text ?? '';
  const starts = useMemo(() => lineStarts(text, columns), [text, columns]);
  return (
    <div class="text-view" ref={box}>
      {text === '' ? (
        <p class="no-bytes dim">
          {message?.reason ? `Not captured: ${message.reason}.` : 'No content.'}
        </p>
      ) : (
        <VirtualRows
          class="text-rows mono selectable"
          role="document"
          aria-label="Text"
          tabIndex={0}
          data-testid="raw-text"
          count={starts.length - 1}
          rowHeight={ROW_HEIGHT}
          row={(index) => (
            <div key={index} class="text-line">
              {lineAt(text, starts, index) || '\u200b'}
            </div>
          )}
        />
      )}
    </div>
  );
}
