import { lazy, Suspense } from 'react';
import { withKeyWords } from '../../../i18n/with-key-words.ts';
import type { KeyStepProps } from './key-step-props.ts';

/** Fetched when a server first asks a key, with its words: most accounts have none, and a phone pays for every byte. */
const fetched = withKeyWords(() => import('./key-step.tsx').then((m) => ({ default: m.KeyStep })));
const Step = lazy(() =>
  fetched().catch((error: unknown) => {
    // The field for a code stands beside it and still opens.
    console.warn('the part that asks a key could not be fetched', error);
    return { default: () => null };
  }),
);

export function LateKeyStep(props: KeyStepProps) {
  if (props.asked === undefined) return null;
  return (
    <Suspense fallback={null}>
      <Step {...props} />
    </Suspense>
  );
}
