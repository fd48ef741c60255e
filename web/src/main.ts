import './no-eval.ts';
import './ui/tokens.css';
import './ui/base.css';
import { createApp } from 'vue';
import App from './App.vue';
import { browserClock } from './clock.ts';

createApp(App, { page: window, clock: browserClock }).mount('#app');
