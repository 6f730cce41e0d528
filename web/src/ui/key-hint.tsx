import { useShownKeys } from './keys/keys-context.tsx';

/** The key that does the same, as printed on the keyboard: a letter as one has it now, nothing when it is off. */
export function KeyHint({ keys }: { keys: string }) {
  const shown = useShownKeys()(keys);
  if (shown === '') return null;
  return (
    <kbd className="inline-block border border-control rounded-chip px-1 font-sans text-mini leading-[1.35] font-normal text-current whitespace-nowrap">
      {shown}
    </kbd>
  );
}
