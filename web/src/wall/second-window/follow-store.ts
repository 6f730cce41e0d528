import { create } from 'zustand';

const KEY = 'sitong.follow';
/** `?follow=1`: how the window that opens another says that it is to be followed. */
export const FOLLOW_PART = 'follow';

interface FollowState {
  readonly follow: 'on' | 'off';
  /** When this window last went where another had gone; of the page's own clock, milliseconds. */
  readonly lastMs: number | undefined;
}

/** Whether this one window follows the others of the same browser. A reload keeps it; a new window begins by itself. */
export const useFollow = create<FollowState>(() => ({ follow: begun(), lastMs: undefined }));

function begun(): FollowState['follow'] {
  // Tests of the model load this without a browser.
  if (typeof window === 'undefined') return 'off';
  if (new URLSearchParams(window.location.search).has(FOLLOW_PART)) sessionStorage.setItem(KEY, 'on');
  return sessionStorage.getItem(KEY) === 'on' ? 'on' : 'off';
}

export function setFollow(follow: FollowState['follow']): void {
  sessionStorage.setItem(KEY, follow);
  useFollow.setState({ follow, lastMs: undefined });
}
