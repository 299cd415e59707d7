import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import classes from './app.module.css';
import { WindowBoundary } from './error-boundary.tsx';
import { schemeManager } from './preferences/appearance.ts';
import { router } from './routes.tsx';
import { cssVariables, theme } from './theme.ts';

/** Everything that surrounds the pages. */
export function App({ client }: { readonly client: QueryClient }) {
  return (
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        colorSchemeManager={schemeManager}
        defaultColorScheme="auto"
      >
        <WindowBoundary>
          <QueryClientProvider client={client}>
            <RouterProvider router={router} />
            <Notifications position="bottom-right" limit={4} classNames={{ root: classes.notices }} />
          </QueryClientProvider>
        </WindowBoundary>
      </MantineProvider>
    </StrictMode>
  );
}
