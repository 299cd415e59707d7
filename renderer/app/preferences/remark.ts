import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { usePreferencesRemark } from './store.ts';

const NOTICE = 'preferences:remark';

/** Says at the start when some of the window's settings could not be understood. */
export function PreferencesRemark(): null {
  const { remark } = usePreferencesRemark();
  useEffect(() => {
    if (remark === undefined) notifications.hide(NOTICE);
    else
      notifications.show({ id: NOTICE, title: 'Settings of this window', message: remark, autoClose: false });
  }, [remark]);
  return null;
}
