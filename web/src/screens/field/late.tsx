import { type ComponentType, useEffect, useState } from 'react';
import type { LaterPart } from './later.ts';

/** Shows a part once it is there: `coming` stands for it meanwhile, `missing` when it cannot be had now. */
export function Late<P extends object>(props: {
  part: LaterPart<P>;
  of: P;
  coming?: ComponentType<P>;
  missing?: ComponentType<P>;
}) {
  const { part, of, coming: Coming, missing: Missing } = props;
  const [state, setState] = useState<'coming' | 'made' | 'missing'>(part.made === undefined ? 'coming' : 'made');
  useEffect(() => {
    let here: 'yes' | 'gone' = 'yes';
    const tell = (next: 'made' | 'missing'): void => {
      if (here === 'yes') setState(next);
    };
    part.fetch().then(
      () => tell('made'),
      (error: unknown) => {
        console.warn('a part of the phone page could not be fetched', error);
        tell('missing');
      },
    );
    return () => {
      here = 'gone';
    };
  }, [part]);
  const Made = part.made;
  if (Made !== undefined) return <Made {...of} />;
  if (state === 'missing') return Missing === undefined ? null : <Missing {...of} />;
  return Coming === undefined ? null : <Coming {...of} />;
}
