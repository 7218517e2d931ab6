import { useEffect } from 'preact/hooks';
import { ConnectionList } from './connections/connection-list.tsx';
import { ConnectionPicker } from './connections/connection-picker.tsx';
import { ConnectionsHeader } from './connections/connections-header.tsx';
import { Detail } from './detail/detail.tsx';
import { everyFrame } from './frames.ts';
import { layoutMode } from './layout/mode.ts';
import { sizes } from './layout/sizes.ts';
import { Splitter } from './layout/splitter.tsx';
import { PanelContext, type PanelModel } from './panel-model.ts';
import { useColumnStyle } from './records/list-header.tsx';
import { RecordList } from './records/record-list.tsx';
import { Banners } from './status/banners.tsx';
import { StatusBar } from './status/status-bar.tsx';
import { Toolbar } from './toolbar/toolbar.tsx';
import './theme/tokens.css';
import './theme/base.css';
import './layout/layout.css';
import './connections/connections.css';
import './records/records.css';

/** The whole panel, moving as long as it is in the document. */
export function App({ model }: { readonly model: PanelModel }) {
  useEffect(() => everyFrame((now) => model.frame(now)), [model]);
  return (
    <PanelContext.Provider value={model}>
      <div class="panel" data-mode={layoutMode.value}>
        <Toolbar />
        <Banners />
        <Panes model={model} />
        <StatusBar />
      </div>
    </PanelContext.Provider>
  );
}

function Panes({ model }: { readonly model: PanelModel }) {
  const mode = layoutMode.value;
  const columns = useColumnStyle();
  return (
    <main class="panes" style={columns}>
      {mode === 'narrow' ? <ConnectionPicker /> : <ConnectionsPane />}
      <div class="list-and-detail">
        <div class="pane list-pane">
          <RecordList />
        </div>
        {model.hasSubject.value && <DetailPane isBeside={mode === 'wide'} />}
      </div>
    </main>
  );
}

function ConnectionsPane() {
  return (
    <>
      <div
        class="pane connections-pane"
        style={{ width: `${sizes.connections.value.value}px`, flex: 'none' }}
      >
        <ConnectionsHeader />
        <ConnectionList />
      </div>
      <Splitter size={sizes.connections} axis="x" label="Width of the connections" />
    </>
  );
}

function DetailPane({ isBeside }: { readonly isBeside: boolean }) {
  const size = isBeside ? sizes.detailWidth : sizes.detailHeight;
  const extent = `${size.value.value}px`;
  return (
    <>
      <Splitter size={size} axis={isBeside ? 'x' : 'y'} isReversed label="Size of the detail" />
      <div class="pane detail-pane" style={isBeside ? { width: extent } : { height: extent }}>
        <Detail />
      </div>
    </>
  );
}
