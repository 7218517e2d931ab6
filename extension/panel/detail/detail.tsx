import type { ComponentChildren } from 'preact';
import { isRequest } from '../../contract/words.ts';
import type { DetailTab } from '../choices.ts';
import { usePanel } from '../panel-model.ts';
import { ConnectionFactsView } from './connection-facts.tsx';
import { DecodedView } from './decoded-view.tsx';
import { DetailHead } from './detail-head.tsx';
import { HeadersView } from './headers-view.tsx';
import { MessageFacts } from './message-facts.tsx';
import { type Subject, subjectOf } from './subject.ts';
import { TextView } from './text-view.tsx';
import './detail.css';

const TABS: readonly (readonly [DetailTab, string])[] = [
  ['decoded', 'Decoded'],
  ['text', 'Text'],
  ['headers', 'Headers'],
  ['connection', 'Connection'],
];

/** The right of the panel: all there is to know of the selected row, or of the selected connection. */
export function Detail() {
  const panel = usePanel();
  const { recording, rows, choices } = panel;
  recording.revision.value;
  rows.revision.value;
  const subject = subjectOf(panel);
  if (!subject) return null;
  const tabs = TABS.filter(([tab]) => hasTab(subject, tab));
  const chosen = choices.detailTab.value;
  const first = subject.row ? tabs[0]?.[0] : undefined;
  const tab = tabs.some(([known]) => known === chosen) ? chosen : (first ?? 'connection');
  return (
    <section class="detail" aria-label="Detail" data-testid="detail">
      <DetailHead subject={subject} />
      <Tabs
        tabs={tabs}
        tab={tab}
        beside={<MessageFacts subject={subject} />}
        onTab={(next) => {
          choices.detailTab.value = next;
        }}
      >
        <TabContent subject={subject} tab={tab} />
      </Tabs>
    </section>
  );
}

function hasTab(subject: Subject, tab: DetailTab): boolean {
  switch (tab) {
    case 'decoded':
      return subject.layers.length > 0;
    case 'text':
      return subject.message !== undefined;
    case 'headers':
      return isRequest(subject.connection.transport);
    case 'connection':
      return true;
    default:
      return tab satisfies never;
  }
}

function TabContent({ subject, tab }: { readonly subject: Subject; readonly tab: DetailTab }) {
  switch (tab) {
    case 'decoded':
      return <DecodedView key={subject.key} subject={subject} />;
    case 'text':
      return <TextView key={subject.key} subject={subject} />;
    case 'headers':
      return <HeadersView connection={subject.connection} />;
    case 'connection':
      return <ConnectionFactsView connection={subject.connection} />;
    default:
      return tab satisfies never;
  }
}

interface TabsProps {
  readonly tabs: readonly (readonly [DetailTab, string])[];
  readonly tab: DetailTab;
  readonly onTab: (tab: DetailTab) => void;
  /** What stands in the same line, where there is room. */
  readonly beside: ComponentChildren;
  readonly children: ComponentChildren;
}

function Tabs({ tabs, tab, onTab, beside, children }: TabsProps) {
  const press = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const index = tabs.findIndex(([known]) => known === tab) + step;
    const next = tabs[(index + tabs.length) % tabs.length];
    if (step === 0 || !next) return;
    event.preventDefault();
    onTab(next[0]);
    document.getElementById(`tab-${next[0]}`)?.focus();
  };
  return (
    <>
      <div class="tabs-line">
        <div class="tabs" role="tablist" aria-label="Detail" onKeyDown={press}>
          {tabs.map(([known, title]) => (
            <button
              key={known}
              id={`tab-${known}`}
              type="button"
              role="tab"
              class="tab"
              aria-selected={known === tab}
              aria-controls="tab-panel"
              tabIndex={known === tab ? 0 : -1}
              data-testid={`tab-${known}`}
              onClick={() => onTab(known)}
            >
              {title}
            </button>
          ))}
        </div>
        {beside}
      </div>
      <div id="tab-panel" class="tab-panel" role="tabpanel" aria-labelledby={`tab-${tab}`}>
        {children}
      </div>
    </>
  );
}
