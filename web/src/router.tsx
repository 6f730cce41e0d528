import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { withWords } from './i18n/language.ts';
import { paths } from './paths.ts';
import { RootLayout } from './root-layout.tsx';
import { BrokenScreen, NotFoundScreen } from './screens/broken/broken-screen.tsx';

const rootRoute = createRootRoute({
  component: () => (
    <RootLayout>
      <Outlet />
    </RootLayout>
  ),
  errorComponent: BrokenScreen,
  notFoundComponent: NotFoundScreen,
});

// One route per screen, each in a chunk of its own: the phone in the rain never fetches the desk.
const home = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: paths.duty });
  },
});
const signin = createRoute({
  getParentRoute: () => rootRoute,
  path: '/signin',
  component: lazyRouteComponent(() => import('./screens/signin/signin-screen.tsx'), 'SigninScreen'),
});
const enrol = createRoute({
  getParentRoute: () => rootRoute,
  path: '/enrol',
  component: lazyRouteComponent(
    withWords('desk', () => import('./screens/enrol/enrol-screen.tsx')),
    'EnrolScreen',
  ),
});
const wall = createRoute({
  getParentRoute: () => rootRoute,
  path: '/wall',
  component: lazyRouteComponent(
    withWords('wall', () => import('./screens/wall/wall-screen.tsx')),
    'WallScreen',
  ),
});
const duty = createRoute({
  getParentRoute: () => rootRoute,
  path: '/duty',
  component: lazyRouteComponent(
    withWords('desk', () => import('./screens/duty/duty-screen.tsx')),
    'DutyScreen',
  ),
});
const dispatch = createRoute({
  getParentRoute: () => rootRoute,
  path: '/dispatch',
  component: lazyRouteComponent(
    withWords('desk', () => import('./screens/dispatch/dispatch-screen.tsx')),
    'DispatchScreen',
  ),
});
const incidents = createRoute({
  getParentRoute: () => rootRoute,
  path: '/incidents',
  component: lazyRouteComponent(
    withWords('desk', () => import('./screens/incidents/incidents-screen.tsx')),
    'IncidentsScreen',
  ),
});
const incident = createRoute({
  getParentRoute: () => rootRoute,
  path: '/incidents/$id',
  component: lazyRouteComponent(
    withWords('desk', () => import('./screens/incident/incident-screen.tsx')),
    'IncidentScreen',
  ),
});
const warnings = createRoute({
  getParentRoute: () => rootRoute,
  path: '/warnings',
  component: lazyRouteComponent(
    withWords('desk', () => import('./screens/warnings/warnings-screen.tsx')),
    'WarningsScreen',
  ),
});
const reports = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reports',
  component: lazyRouteComponent(
    withWords('desk', () => import('./screens/reports/reports-screen.tsx')),
    'ReportsScreen',
  ),
});
const resources = createRoute({
  getParentRoute: () => rootRoute,
  path: '/resources',
  component: lazyRouteComponent(
    withWords('desk', () => import('./screens/resources/resources-screen.tsx')),
    'ResourcesScreen',
  ),
});
const hazards = createRoute({
  getParentRoute: () => rootRoute,
  path: '/hazards',
  component: lazyRouteComponent(
    withWords('desk', () => import('./screens/hazards/hazards-screen.tsx')),
    'HazardsScreen',
  ),
});
const roster = createRoute({
  getParentRoute: () => rootRoute,
  path: '/roster',
  component: lazyRouteComponent(
    withWords('desk', () => import('./screens/roster/roster-screen.tsx')),
    'RosterScreen',
  ),
});
const drills = createRoute({
  getParentRoute: () => rootRoute,
  path: '/drills',
  component: lazyRouteComponent(
    withWords('desk', () => import('./screens/drills/drills-screen.tsx')),
    'DrillsScreen',
  ),
});
const replay = createRoute({
  getParentRoute: () => rootRoute,
  path: '/replay',
  component: lazyRouteComponent(
    withWords('desk', () => import('./screens/drills/replay/replay-screen.tsx')),
    'ReplayScreen',
  ),
});
const admin = createRoute({
  getParentRoute: () => rootRoute,
  path: '/admin',
  component: lazyRouteComponent(
    withWords('desk', () => import('./screens/admin/admin-screen.tsx')),
    'AdminScreen',
  ),
});
const field = createRoute({
  getParentRoute: () => rootRoute,
  path: '/field',
  component: lazyRouteComponent(
    withWords('field', () => import('./screens/field/field-screen.tsx')),
    'FieldScreen',
  ),
});
const gallery = createRoute({
  getParentRoute: () => rootRoute,
  path: '/gallery',
  component: lazyRouteComponent(() => import('./screens/gallery/gallery-screen.tsx'), 'GalleryScreen'),
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    home,
    signin,
    enrol,
    wall,
    duty,
    dispatch,
    incidents,
    incident,
    warnings,
    reports,
    resources,
    hazards,
    roster,
    drills,
    replay,
    admin,
    field,
    gallery,
  ]),
  // Chunks come from the bureau's own server: fetched when pointed at, they are there when pressed.
  defaultPreload: 'intent',
  defaultPendingMs: 300,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
