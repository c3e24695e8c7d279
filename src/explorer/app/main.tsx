import { render } from 'preact';
import '../design/tokens.css';
import '../design/base.css';
import './frame.css';
import { followLinks } from '../address/address.js';
import { keepPlaces } from '../address/place.js';
import { applyTheme, rememberedTheme } from '../design/theme.js';
import { App } from './app.js';

const place = document.getElementById('explorer');
if (place === null) throw new Error('the page has no place for the explorer');
applyTheme(rememberedTheme());
keepPlaces();
place.replaceChildren();
followLinks(place);
render(<App />, place);
