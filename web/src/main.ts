import { mount } from 'svelte';
import './styles/tokens.css';
import './styles/font.css';
import './styles/base.css';
import './styles/control.css';
import App from './App.svelte';
import { start } from './start';

start();
mount(App, { target: document.getElementById('app')! });
