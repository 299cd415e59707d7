import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ServerFacts } from '../../../server/protocols/desk/contract.ts';
import { serverQuery } from '../../queries/desk.ts';
import type { Setting } from './setting.ts';

/** What is set when the server starts, and where to look when something is wrong. */
export function useAdvancedSettings(): readonly Setting[] {
  const { data: server } = useQuery(serverQuery);
  return server === undefined ? [] : [controlMode(server), repositories(server), CHECK];
}

const CHECK: Setting = {
  id: 'environment',
  section: 'Advanced',
  title: 'Check of this computer',
  description: 'Cards, execution providers, Pythons, ports and disks; and a bundle for somebody who helps.',
  keywords: 'environment diagnostics gpu cuda',
  scope: 'This machine',
  control: (
    <Button component={Link} to="/environment">
      Check this computer
    </Button>
  ),
};

function controlMode(server: ServerFacts): Setting {
  return {
    id: 'control',
    section: 'Advanced',
    title: 'Model control',
    description: (
      <>
        Whether models load by hand, when their folders change, or all at the start. Set when the server
        starts, with <code>--model-control-mode</code>.
      </>
    ),
    keywords: 'explicit poll none load unload',
    scope: 'This server',
    control: <code>{server.controlMode}</code>,
  };
}

function repositories(server: ServerFacts): Setting {
  return {
    id: 'repositories',
    section: 'Advanced',
    title: 'Model repositories',
    description: (
      <>
        Set when the server starts, with <code>--model-repository</code>.
      </>
    ),
    keywords: 'folder path directory models',
    scope: 'This server',
    control: <code>{server.repositories.map(({ path }) => path).join(', ')}</code>,
  };
}
