import { usePanel } from '../panel-model.ts';

/** What the person must know before believing the list. */
export function Banners() {
  return (
    <>
      <FailureBanner />
      <PastBanner />
    </>
  );
}

function FailureBanner() {
  const { failure } = usePanel().recording;
  if (failure.value === undefined) return null;
  return (
    <div class="banner failure" role="alert" data-testid="failure-banner">
      <p>
        <strong>This tab cannot be recorded.</strong> {failure.value} Close and reopen DevTools to
        try again.
      </p>
    </div>
  );
}

/** Says what a panel that was opened late cannot know. */
function PastBanner() {
  const { recording } = usePanel();
  if (recording.past.value !== 'unknown') return null;
  const dismiss = () => {
    recording.past.value = 'dismissed';
  };
  return (
    <div class="banner" role="status" data-testid="late-banner">
      <p>
        <strong>Opened after the page had loaded.</strong> Earlier messages come from the browser’s
        own log: they lack close codes and binary sends, and connections older than DevTools are not
        in it.
      </p>
      <button type="button" class="action quiet" onClick={() => recording.page.reload()}>
        Reload page
      </button>
      <button type="button" class="close" aria-label="Dismiss" title="Dismiss" onClick={dismiss}>
        ×
      </button>
    </div>
  );
}
