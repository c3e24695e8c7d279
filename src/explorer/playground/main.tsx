import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import '../design/tokens.css';
import './colours.css';
import './playground.css';
import { createRoot } from 'react-dom/client';
import { ask } from './ask.js';
import { openingTabs } from './examples/open-tabs.js';
import { mendRoles } from './mend-roles.js';
import { Playground } from './playground.js';
import { readShared } from './share.js';

const API = '/graphql';

const shared = readShared(window.location);
const opening = await openingTabs((query) => ask(API, query));

const place = document.getElementById('playground');
if (place === null) throw new Error('the page has no place for the playground');
place.removeAttribute('role');
// A link to another query, pasted into the address bar of this page.
window.addEventListener('hashchange', () => window.location.reload());
mendRoles(place);
createRoot(place).render(<Playground api={API} opening={opening} shared={shared} />);
