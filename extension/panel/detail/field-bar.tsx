import { counted } from '../wording/bytes.ts';
import { copyToClipboard } from './clipboard.ts';
import { placeOf } from './places.ts';
import type { TreeRow } from './tree.ts';
import { valueText } from './values.ts';

/** The line between tree and bytes: which bytes the field is, and what it means. */
export function FieldBar({
  row,
  title,
}: {
  readonly row: TreeRow | undefined;
  readonly title: string;
}) {
  const field = row?.kind === 'field' ? row.field : undefined;
  const range = row && row.kind !== 'layer' ? placeOf(row).range : undefined;
  const value = field?.value;
  return (
    <div class="field-bar" data-testid="field-bar">
      <span class="field-bar-title">{title}</span>
      {field && <span class="mono">{field.name}</span>}
      {range && (
        <span class="dim">
          {range[0]}–{range[1]}, {counted(range[1] - range[0], 'byte')}
        </span>
      )}
      {field?.note && <span class="dim field-note">{field.note}</span>}
      {value !== undefined && (
        <button type="button" class="link" onClick={() => copyToClipboard(valueText(value, false))}>
          Copy value
        </button>
      )}
    </div>
  );
}
