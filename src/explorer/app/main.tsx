import { render } from 'preact';
import '../design/tokens.css';
import '../design/base.css';
import { followLinks } from '../address/address.js';
import { App } from './app.js';

const place = document.getElementById('explorer');
if (place === null) throw new Error('the page has no place for the explorer');
place.replaceChildren();
followLinks(place);
render(<App />, place);
