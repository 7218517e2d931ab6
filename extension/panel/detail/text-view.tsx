import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { VirtualRows } from '../layout/virtual-rows.tsx';
import { lineAt, lineStarts } from './lines.ts';
import type { Subject } from './subject.ts';

const ROW_HEIGHT = 17;
/** Width of one character of the monospace font at its size, in pixels, until it is measured. */
const CHARACTER = 6.7;

/** The payload as text, as it was on the wire. */
export function TextView({ subject }: { readonly subject: Subject }) {
  const { payload, message } = subject;
  const [columns, setColumns] = useState(80);
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () =>
      setColumns(Math.max(20, Math.floor((element.clientWidth - 28) / CHARACTER)));
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
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
