import type { ReactNode } from 'react';
import { threeScreens } from './wall-grid.ts';

/** The same on three screens side by side, whole on each; read out once. */
export function EachScreen({ children }: { children: ReactNode }) {
  return (
    <div className="grid *:min-w-0 *:overflow-hidden" style={{ gridTemplateColumns: threeScreens }}>
      <div>{children}</div>
      <div aria-hidden="true">{children}</div>
      <div aria-hidden="true">{children}</div>
    </div>
  );
}
