import { render } from 'preact';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/layout.css';
import './styles/bench.css';
import './styles/feed.css';
import './styles/experiments.css';
import { Laboratory } from './model/laboratory.ts';
import { askSettings } from './model/server.ts';
import { Tour } from './model/tour.ts';
import { Page } from './view/page.tsx';

const laboratory = new Laboratory();
const tour = new Tour(laboratory);
const root = document.getElementById('laboratory');
if (root) render(<Page laboratory={laboratory} tour={tour} />, root);
await askSettings();
if (new URLSearchParams(location.search).has('autostart')) tour.start();
