import { lazy } from 'react';
import { withWords } from '../../../i18n/language.ts';

/** The list with its words, which desk and phone fetch when somebody looks at it. */
export const DeviceListLater = lazy(
  withWords('phone', async () => ({ default: (await import('./device-list.tsx')).DeviceList })),
);
