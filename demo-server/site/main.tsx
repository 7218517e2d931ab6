import './without-code-from-text.ts';
import { render } from 'preact';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/layout.css';
import './styles/bench.css';
import './styles/feed.css';
import './styles/shared.css';
import './styles/experiments.css';
import './styles/site.css';
import './styles/diagram.css';
import './styles/chart.css';
import './styles/lesson.css';
import './styles/lesson-experiments.css';
import './styles/pull.css';
import './styles/evidence.css';
import './styles/race.css';
import './styles/cluster.css';
import './styles/cluster-plan.css';
import './styles/cluster-trips.css';
import { Laboratory } from './model/laboratory.ts';
import { askSettings, settings } from './model/server.ts';
import { Tour } from './model/tour.ts';
import { startRouter } from './router.ts';
import { watchScreen } from './view/screen.ts';
import { Site } from './view/site.tsx';
import { startLanguage } from './words/words.ts';

const laboratory = new Laboratory();
const tour = new Tour(laboratory);
startLanguage();
startRouter();
watchScreen();
const root = document.getElementById('laboratory');
const show = () => {
  if (root) render(<Site laboratory={laboratory} tour={tour} />, root);
};
show();
// A browser may keep a page that was left, with its connections: every other page would lack them.
addEventListener('pagehide', () => {
  tour.stop();
  if (root) render(null, root);
});
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) show();
});
await askSettings();
if (settings.value) laboratory.adopt(settings.value);
if (new URLSearchParams(location.search).has('autostart')) tour.start();
