import { Menu, useMantineColorScheme } from '@mantine/core';
import { IconContrast, IconPuzzle, IconStack2 } from '@tabler/icons-react';
import { Link, useMatchRoute } from '@tanstack/react-router';
import classes from './rail.module.css';
import { SCHEMES } from './schemes.ts';

/** The places of the window, and how it looks. */
export function Rail() {
  const inFrameworks = useMatchRoute()({ to: '/frameworks' }) !== false;
  return (
    <nav className={classes.rail} aria-label="Places">
      <Link to="/" className={classes.place} data-active={inFrameworks ? undefined : true}>
        <IconStack2 size={20} stroke={1.75} aria-hidden="true" />
        Models
      </Link>
      <Link to="/frameworks" className={classes.place} data-active={inFrameworks || undefined}>
        <IconPuzzle size={20} stroke={1.75} aria-hidden="true" />
        Runtimes
      </Link>
      <SchemeMenu />
    </nav>
  );
}

function SchemeMenu() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu position="right-end">
      <Menu.Target>
        <button type="button" className={classes.place} data-end>
          <IconContrast size={20} stroke={1.75} aria-hidden="true" />
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
