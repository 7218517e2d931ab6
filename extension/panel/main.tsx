import { render } from 'preact';
import taps from '../page/taps.iife.ts?script&iife';
import relay from '../relay/relay.iife.ts?script&iife';

const root = document.getElementById('panel');
if (root)
  render(
    <p>
      {taps} {relay}
    </p>,
    root,
  );
