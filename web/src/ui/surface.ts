import { useLayoutEffect } from 'react';
import { type WallProfile, wallRootPx } from './wall-profile.ts';

/** What a screen is read on: decides type, spacing and row heights (scale.css). */
export type Surface =
  | { readonly kind: 'desk' }
  | { readonly kind: 'phone' }
  | { readonly kind: 'wall'; readonly profile: WallProfile };

/** Puts the page on a surface while the calling screen is shown; leaves it as a desk. */
export function useSurface(surface: Surface): void {
  const rootPx = surface.kind === 'wall' ? wallRootPx(surface.profile) : undefined;
  const { kind } = surface;
  useLayoutEffect(() => {
    const root = document.documentElement;
    root.dataset['surface'] = kind;
    if (rootPx !== undefined) root.style.setProperty('--root-px', `${rootPx}px`);
    return () => {
      delete root.dataset['surface'];
      root.style.removeProperty('--root-px');
    };
  }, [kind, rootPx]);
}
