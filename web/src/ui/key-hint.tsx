/** The key that does the same, as printed on the keyboard. */
export function KeyHint({ keys }: { keys: string }) {
  return (
    <kbd className="inline-block border border-control rounded-chip px-1 font-sans text-mini leading-[1.35] font-normal text-current whitespace-nowrap">
      {keys}
    </kbd>
  );
}
