import type { Field } from '../../decoders/contract.ts';
import { protocolTitle } from '../records/protocols.ts';
import { counted } from '../wording/bytes.ts';
import { CHILDREN_ADDED, isExpandable, type TreeRow } from './tree.ts';
import { valueClass, valueText } from './values.ts';

/** Pixels that one level of nesting moves a line to the right. */
const INDENT = 14;

interface TreeLineProps {
  readonly id: string;
  readonly row: TreeRow;
  readonly isActive: boolean;
  readonly onActive: () => void;
  readonly onHover: () => void;
  readonly onOpen: (isOpen: boolean) => void;
}

/** One line of the tree of layers. */
export function TreeLine({ id, row, isActive, onActive, onHover, onOpen }: TreeLineProps) {
  const isOpen = isExpandable(row) ? row.isOpen : undefined;
  const toggle = (event: Event) => {
    event.stopPropagation();
    onActive();
    onOpen(!isOpen);
  };
  return (
    <div
      id={id}
      class={`tree-line ${row.kind}`}
      role="treeitem"
      aria-level={row.depth + 1}
      aria-selected={isActive}
      {...(isOpen === undefined ? {} : { 'aria-expanded': isOpen })}
      style={{ paddingInlineStart: `${4 + row.depth * INDENT}px` }}
      onPointerDown={(event) => event.button === 0 && onActive()}
      onPointerMove={(event) => isRealMove(event) && onHover()}
      onDblClick={() => isOpen !== undefined && onOpen(!isOpen)}
    >
      <span
        class="twisty"
        aria-hidden="true"
        onPointerDown={isOpen === undefined ? undefined : toggle}
      >
        {isOpen === undefined ? '' : isOpen ? '▾' : '▸'}
      </span>
      <LineContent row={row} />
    </div>
  );
}

/** Lines that scroll beneath a resting pointer are told to it as moves, too. */
function isRealMove({ movementX, movementY }: PointerEvent): boolean {
  return movementX !== 0 || movementY !== 0;
}

function LineContent({ row }: { readonly row: TreeRow }) {
  switch (row.kind) {
    case 'layer':
      return (
        <>
          <span class="layer-name">{protocolTitle(row.content.protocol)}</span>
          <span class="mono ellipsis">{row.content.summary}</span>
          {row.recognition && (
            <span
              class="recognition dim"
              title={`Why it is read as this: ${row.recognition.reason}`}
            >
              {row.recognition.reason}
            </span>
          )}
        </>
      );
    case 'field':
      return (
        <span class="mono ellipsis" title={tooltip(row.field)}>
          <span class="field-name">{row.field.name}</span>
          {row.field.value !== undefined && (
            <>
              <span class="dim">: </span>
              <span class={`value ${valueClass(row.field.value)}`}>
                {valueText(row.field.value, true)}
              </span>
            </>
          )}
          {row.field.value === undefined && row.field.children && (
            <span class="dim"> {counted(row.field.children.length, 'field')}</span>
          )}
        </span>
      );
    case 'problem':
      return (
        <span class="ellipsis" title={row.problem.kind}>
          ⚠ {row.problem.reason} <span class="dim">at byte {row.problem.offset}</span>
        </span>
      );
    case 'more':
      return (
        <span class="link">
          Show {counted(Math.min(row.hidden, CHILDREN_ADDED), 'more', 'more')}
        </span>
      );
    default:
      return row satisfies never;
  }
}

/** Characters of a value that its tooltip shows. */
const TOOLTIP = 2000;

/** How to read the value, and the value itself where the line has no room for it. */
function tooltip({ note, value }: Field): string | undefined {
  const text = typeof value === 'string' && value.length > 40 ? value.slice(0, TOOLTIP) : undefined;
  return [note, text].filter((part) => part !== undefined).join('\n\n') || undefined;
}
