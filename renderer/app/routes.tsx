import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { readLogSearch } from '../features/logs/log-search.ts';
import { ModelPage } from '../features/model/model-page.tsx';
import { StartPage } from '../features/welcome/start-page.tsx';
import { PageProblem } from './error-boundary.tsx';
import { readSearch } from './model-search.ts';
import { Shell } from './shell.tsx';

const rootRoute = createRootRoute({
  component: Shell,
  validateSearch: readSearch,
  errorComponent: PageProblem,
  notFoundComponent: StartPage,
});

const startRoute = createRoute({ getParentRoute: () => rootRoute, path: '/', component: StartPage });

const modelRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/models/$name',
  component: ModelPage,
  errorComponent: PageProblem,
});

const metricsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/metrics',
  component: lazyRouteComponent(() => import('../features/metrics/metrics-page.tsx')),
  errorComponent: PageProblem,
});

const logsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/logs',
  validateSearch: readLogSearch,
  component: lazyRouteComponent(() => import('../features/logs/logs-page.tsx')),
  errorComponent: PageProblem,
});

const compareRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/compare/$name',
  component: lazyRouteComponent(() => import('../features/compare/compare-page.tsx')),
  errorComponent: PageProblem,
});

const frameworksRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/frameworks',
  component: lazyRouteComponent(() => import('../features/frameworks/frameworks-page.tsx')),
  errorComponent: PageProblem,
});

const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('../features/settings/settings-page.tsx')),
  errorComponent: PageProblem,
});

const environmentRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/environment',
  component: lazyRouteComponent(() => import('../features/environment/environment-page.tsx')),
  errorComponent: PageProblem,
});

const exportRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/export',
  component: lazyRouteComponent(() => import('../features/export/export-page.tsx')),
  errorComponent: PageProblem,
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    startRoute,
    modelRoute,
    compareRoute,
    frameworksRoute,
    metricsRoute,
    logsRoute,
    settingsRoute,
    environmentRoute,
    exportRoute,
  ]),
  history: createHashHistory(),
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
