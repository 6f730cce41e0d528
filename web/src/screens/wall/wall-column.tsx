import type { ReactNode } from 'react';
import { useOverflow } from '../../ui/fit/use-overflow.ts';
import type { WallFit } from './use-wall-rows.ts';
import type { WallPlace } from './wall-room.ts';

/** Panels one under the other. None shrinks: what does not fit is left out by count, not cut through the middle. */
export function WallColumn(props: { place: WallPlace; fit: WallFit; className: string; children: ReactNode }) {
  const { place, fit, className, children } = props;
  const { room, content } = useOverflow('down', fit.key, (px) => fit.onOver(place, px));
  return (
    <div
      ref={room}
      style={{ gridArea: place }}
      data-keys="list"
      className={`min-h-0 min-w-0 overflow-hidden bg-bg-1 border-hairline ${className}`}
    >
      <div ref={content} className="min-h-full flex flex-col [&>*]:shrink-0">
        {children}
      </div>
    </div>
  );
}
