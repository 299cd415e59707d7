import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { counted } from '../../ui/format.ts';
import type { Setting } from './setting.ts';

const NOTICE = 'settings:reset';

/** Gives every changed setting its default, and offers to take that back. */
export function resetAll(changed: readonly Setting[]): void {
  const undos = changed.flatMap(({ reset }) => (reset === undefined ? [] : [reset]));
  const back = undos.map((reset) => reset());
  const undo = () => {
    notifications.hide(NOTICE);
    for (const restore of back) restore();
  };
  notifications.hide(NOTICE);
  notifications.show({
    id: NOTICE,
    color: 'blue',
    'data-good': true,
    autoClose: 20_000,
    title: 'Reset',
    message: (
      <>
        {counted(back.length, 'setting')} {back.length === 1 ? 'has its' : 'have their'} default again.
        <Button size="xs" variant="subtle" onClick={undo}>
          Undo
        </Button>
      </>
    ),
  });
}
