import 'uplot/dist/uPlot.min.css';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import uPlot from 'uplot';
import { formatNumber } from '../format/number.ts';
import { formatMinute } from '../format/time.ts';
import { useThemeOnScreen } from '../theme-context.tsx';
import { type ChartModel, chartColumns } from './chart-model.ts';
import { chartOptions, readChartColours } from './chart-options.ts';

/** Rows a screen reader gets: the newest, enough to hear the trend. */
const spokenRows = 24;

export interface ChartProps {
  /** What it shows, in one sentence: the chart's accessible name. */
  label: string;
  model: ChartModel;
  /** Pixels at desk scale. */
  height?: number;
}

/** A measured series with its thresholds, its forecast cone and rain, redrawn when the theme changes. */
export function Chart(props: ChartProps) {
  // A canvas keeps its colours: another theme is another drawing.
  return <Drawing key={useThemeOnScreen()} {...props} />;
}

function Drawing({ label, model, height = 220 }: ChartProps) {
  const box = useRef<HTMLDivElement | null>(null);
  const data = useMemo(() => alignedData(model), [model]);

  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const size = () => ({ width: Math.max(80, element.clientWidth), height: Math.max(60, element.clientHeight) });
    const colours = readChartColours(element);
    const plot = new uPlot(chartOptions(model, colours, size()), data, element);
    const observer = new ResizeObserver(() => plot.setSize(size()));
    observer.observe(element);
    // The hanzi of the labels may arrive after the first drawing.
    let gone = false;
    void document.fonts.ready.then(() => {
      if (!gone) plot.redraw();
    });
    return () => {
      gone = true;
      observer.disconnect();
      plot.destroy();
    };
  }, [model, data]);

  return (
    <figure className="m-0">
      <div
        ref={box}
        role="img"
        aria-label={label}
        className="w-full overflow-hidden"
        style={{ height: `${height / 16}rem` }}
      />
      <SpokenTable model={model} label={label} />
    </figure>
  );
}

function alignedData(model: ChartModel): uPlot.AlignedData {
  const { seconds, low, high, mid, measured } = chartColumns(model);
  return [seconds, low, high, mid, measured];
}

function SpokenTable({ model, label }: { model: ChartModel; label: string }) {
  const { t } = useTranslation('ui');
  return (
    <table className="sr-only" aria-label={`${t('chart.table')} ${label}`}>
      <thead>
        <tr>
          <th scope="col">{t('chart.time')}</th>
          <th scope="col">{model.unit}</th>
        </tr>
      </thead>
      <tbody>
        {model.points.slice(-spokenRows).map((point) => (
          <tr key={point.atMs}>
            <td>{formatMinute(point.atMs)}</td>
            <td>{formatNumber(point.value ?? Number.NaN, model.decimals)}</td>
          </tr>
        ))}
        {(model.forecast ?? []).map((point) => (
          <tr key={`forecast${point.atMs}`}>
            <td>
              {t('chart.forecast')} {formatMinute(point.atMs)}
            </td>
            <td>
              {t('chart.to', {
                low: formatNumber(point.low, model.decimals),
                high: formatNumber(point.high, model.decimals),
              })}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
