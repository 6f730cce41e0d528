import { useTranslation } from 'react-i18next';

export interface DrillFrameProps {
  /** The watermark: that of a drill unless said otherwise. */
  word?: string;
  /** What the frame says to who cannot see it. */
  label?: string;
}

/**
 * The violet hatched frame and the watermark of a drill, over every screen of a drill world and
 * in nobody's way: it takes no pointer and is read out once. With words of its own it frames what
 * is not the present either.
 */
export function DrillFrame({ word: given, label }: DrillFrameProps) {
  const { t } = useTranslation('ui');
  const word = given ?? t('drill.watermark');
  return (
    <div
      data-drill-frame
      className="fixed inset-0 z-drill pointer-events-none"
      role="note"
      aria-label={label ?? t('drill.frame')}
    >
      <div className="absolute inset-x-0 top-0 h-2.5 hatch-drill" />
      <div className="absolute inset-x-0 bottom-0 h-2.5 hatch-drill" />
      <div className="absolute inset-y-0 left-0 w-2.5 hatch-drill" />
      <div className="absolute inset-y-0 right-0 w-2.5 hatch-drill" />
      <svg className="absolute inset-0 size-full text-drill opacity-[0.08]" aria-hidden="true">
        <defs>
          <pattern
            id="drill-watermark"
            width="300"
            height="220"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(-24)"
          >
            <text x="40" y="120" fill="currentColor" fontSize="56" fontWeight="500" letterSpacing="14">
              {word}
            </text>
          </pattern>
        </defs>
        <rect width="100%" height="100%" fill="url(#drill-watermark)" />
      </svg>
    </div>
  );
}
