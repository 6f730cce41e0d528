import { formatDistance } from '../../ui/format/number.ts';

/** Longest round length (1, 2 or 5 times a power of ten) that fits into `mostPx`. */
export function scaleLength(metresPerPx: number, mostPx: number): { lengthM: number; widthPx: number } {
  const most = metresPerPx * mostPx;
  const power = 10 ** Math.floor(Math.log10(most));
  const lengthM = ([5, 2, 1] as const).map((n) => n * power).find((length) => length <= most) ?? power;
  return { lengthM, widthPx: lengthM / metresPerPx };
}

/** How long a kilometre is on this map. */
export function ScaleBar({ metresPerPx, mostPx }: { metresPerPx: number; mostPx: number }) {
  if (!(metresPerPx > 0)) return null;
  const { lengthM, widthPx } = scaleLength(metresPerPx, mostPx);
  return (
    <span className="inline-flex items-end gap-2 whitespace-nowrap">
      <span className="border-x-2 border-b-2 border-ink-3 h-2" style={{ width: widthPx }} />
      <span className="leading-none">{lengthM >= 1000 ? `${lengthM / 1000} km` : formatDistance(lengthM)}</span>
    </span>
  );
}
