import { useMemo, useState } from 'preact/hooks';
import { sizes } from '../layout/sizes.ts';
import { Splitter } from '../layout/splitter.tsx';
import { usePanel } from '../panel-model.ts';
import { protocolTitle } from '../records/protocols.ts';
import { FieldBar } from './field-bar.tsx';
import { HexView } from './hex-view.tsx';
import { LayerTree } from './layer-tree.tsx';
import { outermost, placeOf, rowAt } from './places.ts';
import type { Subject } from './subject.ts';
import { treeRows } from './tree.ts';

/** The layers as a tree above, their bytes below, each showing where the other is. */
export function DecodedView({ subject }: { readonly subject: Subject }) {
  const { choices } = usePanel();
  const { layers, recognitions } = subject;
  const state = choices.tree.value;
  const rows = useMemo(() => treeRows(layers, recognitions, state), [layers, recognitions, state]);
  const [active, setActive] = useState<string | undefined>();
  const [hovered, setHovered] = useState<string | undefined>();
  const activeRow = rows.find(({ id }) => id === active);
  const lit = rows.find(({ id }) => id === hovered) ?? activeRow;
  const place = lit && outermost(layers, placeOf(lit));
  const shown = activeRow ? outermost(layers, placeOf(activeRow)).layer : 0;
  const payload = layers[shown]?.payload;

  const chooseByte = (offset: number) => {
    const found = rowAt(layers, { layer: shown, offset }, choices.tree.peek());
    if (!found) return;
    choices.tree.value = found.state;
    setActive(found.id);
  };
  return (
    <div class="decoded">
      <LayerTree rows={rows} active={active} onActive={setActive} onHover={setHovered} />
      <Splitter size={sizes.bytesHeight} axis="y" isReversed label="Height of the bytes" />
      <div class="bytes" style={{ height: `${sizes.bytesHeight.value.value}px` }}>
        <FieldBar row={lit} title={bytesTitle(subject, shown)} />
        {payload && (
          <HexView
            key={shown}
            bytes={payload.bytes}
            lit={lit && lit.kind !== 'layer' && place?.layer === shown ? place.range : undefined}
            revealed={activeRow?.id}
            onByte={chooseByte}
          />
        )}
      </div>
    </div>
  );
}

function bytesTitle(subject: Subject, shown: number): string {
  const layer = subject.layers[shown];
  return layer && layer.protocol !== 'bytes'
    ? `Bytes of ${protocolTitle(layer.protocol)}`
    : 'Bytes';
}
