import { Menu, useMantineColorScheme } from '@mantine/core';
import { TbChartLine, TbContrast, TbPuzzle, TbSettings, TbStack2, TbTerminal2 } from 'react-icons/tb';
import { Link, useLocation } from '@tanstack/react-router';
import classes from './rail.module.css';
import { SCHEMES } from './schemes.ts';
import { isAlone } from './alone.ts';

const isAboutModels = (path: string) => !isAlone(path) && path !== '/frameworks';

const PLACES = [
  { to: '/', label: 'Models', icon: TbStack2, holds: isAboutModels },
  { to: '/frameworks', label: 'Runtimes', icon: TbPuzzle, holds: (path: string) => path === '/frameworks' },
  { to: '/metrics', label: 'Metrics', icon: TbChartLine, holds: (path: string) => path === '/metrics' },
  { to: '/logs', label: 'Logs', icon: TbTerminal2, holds: (path: string) => path === '/logs' },
] as const;

/** The places of the window, and how it looks. */
export function Rail() {
  const path = useLocation({ select: ({ pathname }) => pathname });
  return (
    <nav className={classes.rail} aria-label="Places">
      {PLACES.map(({ to, label, icon: PlaceIcon, holds }) => (
        <Link key={to} to={to} className={classes.place} data-active={holds(path) || undefined}>
          <PlaceIcon size={20} strokeWidth={1.75} aria-hidden="true" />
          {label}
        </Link>
      ))}
      <SchemeMenu />
      <Link to="/settings" className={classes.place} data-active={path === '/settings' || undefined}>
        <TbSettings size={20} strokeWidth={1.75} aria-hidden="true" />
        Settings
      </Link>
    </nav>
  );
}

function SchemeMenu() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu position="right-end">
      <Menu.Target>
        <button type="button" className={classes.place} data-end>
          <TbContrast size={20} strokeWidth={1.75} aria-hidden="true" />
          Theme
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={colorScheme}>
          {SCHEMES.map(({ scheme, label }) => (
            <Menu.RadioItem
              key={scheme}
              value={scheme}
              closeMenuOnClick
              onChange={() => setColorScheme(scheme)}
            >
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
