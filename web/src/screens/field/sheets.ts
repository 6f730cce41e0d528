import { lazy } from 'react';

/**
 * Every sheet of the phone page: fetched when the page has come up, not with it, so that what the first look needs
 * stays small. All of them are among the files kept for use without a line (pwa/phone-build.ts).
 */
const load = {
  report: () => import('./report/report-sheet.tsx').then((m) => m.ReportSheet),
  note: () => import('./report/note-sheet.tsx').then((m) => m.NoteSheet),
  help: () => import('./team/help-sheet.tsx').then((m) => m.HelpSheet),
  complete: () => import('./team/complete-sheet.tsx').then((m) => m.CompleteSheet),
  repeat: () => import('./call/repeat-sheet.tsx').then((m) => m.RepeatSheet),
  acting: () => import('./call/acting-sheet.tsx').then((m) => m.ActingSheet),
  menu: () => import('./menu-sheet.tsx').then((m) => m.MenuSheet),
  unlock: () => import('./lock/unlock-sheet.tsx').then((m) => m.UnlockSheet),
};

export const ReportSheet = lazy(async () => ({ default: await load.report() }));
export const NoteSheet = lazy(async () => ({ default: await load.note() }));
export const HelpSheet = lazy(async () => ({ default: await load.help() }));
export const CompleteSheet = lazy(async () => ({ default: await load.complete() }));
export const RepeatSheet = lazy(async () => ({ default: await load.repeat() }));
export const ActingSheet = lazy(async () => ({ default: await load.acting() }));
export const MenuSheet = lazy(async () => ({ default: await load.menu() }));
export const UnlockSheet = lazy(async () => ({ default: await load.unlock() }));

/** Fetches all of them at once after the first picture, so that a touch in a dead zone finds them there. */
export async function fetchSheets(): Promise<void> {
  const results = await Promise.allSettled(Object.values(load).map((one) => one()));
  const failed = results.filter(({ status }) => status === 'rejected').length;
  if (failed > 0) console.warn(`${failed} sheets of the phone page could not be fetched yet`);
}
