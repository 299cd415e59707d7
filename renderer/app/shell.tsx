import { Drawer } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Outlet, useLocation, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { DropOverlay } from '../features/import/drop-overlay.tsx';
import { ImportDialog } from '../features/import/import-dialog.tsx';
import { ImportEnds } from '../features/import/import-ends.tsx';
import { ModelList } from '../features/repository/model-list.tsx';
import { useListCommands } from '../features/repository/use-list-commands.ts';
import { NoSession } from '../features/welcome/no-session.tsx';
import { useServerLink } from '../queries/server-link.ts';
import { Announcer } from './announcer.tsx';
import { Connecting } from './connecting.tsx';
import { KeySheet } from './commands/key-sheet.tsx';
import { CommandPalette } from './commands/palette.tsx';
import { Shortcuts } from './commands/shortcuts.ts';
import { closeListDrawer, NARROW, useListDrawer } from './list-drawer.ts';
import { PreferencesRemark } from './preferences/remark.ts';
import { Rail } from './rail.tsx';
import { ServerBanner } from './server-banner.tsx';
import classes from './shell.module.css';
import { StatusBar } from './status-bar.tsx';
import { TitleBar } from './title-bar.tsx';
import { useDesktopCommands } from './use-desktop-commands.ts';
import { useDesktopNotices } from './use-desktop-notices.ts';
import { useDesktopRequests } from './use-desktop-requests.ts';
import { useDesktopTheme } from './use-desktop-theme.ts';
import { useWindowCommands } from './use-window-commands.ts';
import { isAlone } from './alone.ts';

/** The frame of the window: title bar, rail, list, page, status bar. */
export function Shell() {
  const link = useServerLink();
  if (link.state === 'connecting') return <Connecting />;
  return link.state === 'no-session' ? <NoSession /> : <Frame />;
}

function Frame() {
  const { name } = useParams({ strict: false });
  const alone = useLocation({ select: ({ pathname }) => isAlone(pathname) });
  useWindowCommands();
  useListCommands();
  useDesktopCommands();
  useDesktopRequests();
  useDesktopNotices();
  useDesktopTheme();
  return (
    <div className={classes.frame}>
      <a href="#page" className={classes.skip} onClick={focusPage}>
        Skip to the page
      </a>
      <TitleBar />
      <ServerBanner />
      <div className={classes.middle}>
        <Rail />
        {alone ? null : <ListColumn selected={name} />}
        <main id="page" className={classes.page} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <StatusBar />
      <CommandPalette />
      <KeySheet />
      <Shortcuts />
      <Announcer />
      <PreferencesRemark />
      <DropOverlay />
      <ImportDialog />
      <ImportEnds />
    </div>
  );
}

// The address after # belongs to the router, so the link moves the focus itself.
function focusPage(event: { preventDefault: () => void }): void {
  event.preventDefault();
  document.getElementById('page')?.focus();
}

function ListColumn({ selected }: { readonly selected: string | undefined }) {
  const narrow = useMediaQuery(NARROW);
  const opened = useListDrawer();
  // Whoever chose a model wants to see it.
  useEffect(closeListDrawer, [selected]);
  if (!narrow) {
    return (
      <nav className={classes.list} aria-label="Models">
        <ModelList selected={selected} />
      </nav>
    );
  }
  return (
    <Drawer.Root opened={opened} onClose={closeListDrawer} size={304} padding={0}>
      <Drawer.Overlay backgroundOpacity={0.32} />
      <Drawer.Content aria-label="Models" className={classes.drawer}>
        <Drawer.Body className={classes.drawerBody}>
          <ModelList selected={selected} />
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
