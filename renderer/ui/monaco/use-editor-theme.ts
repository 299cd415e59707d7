import { useComputedColorScheme } from '@mantine/core';
import { useEffect } from 'react';
import { monaco } from './setup.ts';

/** Editors follow the window between light and dark. */
export function useEditorTheme(): void {
  const scheme = useComputedColorScheme('light');
  useEffect(() => {
    monaco.editor.setTheme(scheme === 'dark' ? 'inferdeck-dark' : 'inferdeck-light');
  }, [scheme]);
}
