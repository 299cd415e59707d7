import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import '@mantine/spotlight/styles.layer.css';
import './app/tokens.css';
import './app/global.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { followDesktop } from './app/desktop.ts';
import { followAppearance } from './app/preferences/appearance.ts';
import { followOtherWindows } from './app/preferences/store.ts';
import { refuseDrops } from './app/refuse-drops.ts';
import { createQueryClient } from './queries/client.ts';
import { followServer } from './queries/server-link.ts';

const root = document.getElementById('root');
if (root !== null) {
  const client = createQueryClient();
  followServer(client);
  followDesktop();
  refuseDrops();
  followAppearance();
  followOtherWindows();
  createRoot(root).render(<App client={client} />);
}
