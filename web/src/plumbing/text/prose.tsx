import { keptFigures } from '@sitong/shared/kernel/kept-figures.ts';

/** Words somebody wrote, to be read in lines: a figure never parts from its unit. Stands inside a paragraph. */
export function Prose({ text }: { text: string }) {
  return keptFigures(text).map(({ text: part, line }, i) =>
    line === 'free' ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text never change their order
      <span key={i} className="whitespace-nowrap">
        {part}
      </span>
    ),
  );
}
