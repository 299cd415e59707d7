import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { TbLayoutSidebar } from 'react-icons/tb';
import { useQuery } from '@tanstack/react-query';
import { NARROW, openListDrawer } from '../../app/list-drawer.ts';
import { modelsQuery } from '../../queries/desk.ts';
import { Counter } from '../../ui/counter.tsx';

/** Opens the list where the window is too narrow to show it. */
export function ListButton() {
  const narrow = useMediaQuery(NARROW);
  const { data: models } = useQuery(modelsQuery);
  if (!narrow) return null;
  return (
    <Button leftSection={<TbLayoutSidebar size={16} />} onClick={openListDrawer} aria-haspopup="dialog">
      Models&nbsp;
      <Counter count={models?.length ?? 0} />
    </Button>
  );
}
