import { useMantineColorScheme } from '@mantine/core';
import { useEffect } from 'react';
import { desktop } from './desktop.ts';

/** Keeps the window's frame and the system's dialogs in the colours chosen here. */
export function useDesktopTheme(): void {
  const { colorScheme } = useMantineColorScheme();
  useEffect(() => {
    void desktop?.setTheme(colorScheme === 'auto' ? 'system' : colorScheme);
  }, [colorScheme]);
}
