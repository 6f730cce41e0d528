import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Group, type Layout, Panel, Separator } from 'react-resizable-panels';
import { useNarrow } from './narrow.ts';

export interface Pane {
  readonly id: string;
  readonly content: ReactNode;
  /** Pixels at desk scale, or a share (`'40%'`). Left out: takes what is left. */
  readonly size?: number | `${number}%`;
  readonly minSize?: number | `${number}%`;
}

/**
 * Panes side by side (or one above the other) with a handle between, also by arrow keys. The caller
 * keeps the layout, so that each post finds its screen as it left it. On a narrow screen panes beside each other stand
 * one below the other at a readable height, and the column scrolls.
 */
export function SplitPanes(props: {
  panes: readonly Pane[];
  direction?: 'horizontal' | 'vertical';
  layout?: Layout;
  onLayout?: (layout: Layout) => void;
}) {
  const { panes, direction = 'horizontal', layout, onLayout } = props;
  const { t } = useTranslation('ui');
  const narrow = useNarrow();
  if (narrow && direction === 'horizontal')
    return (
      <div className="grid content-start gap-gutter h-full overflow-y-auto grid-cols-[minmax(0,1fr)] auto-rows-[min(36rem,80dvh)]">
        {panes.map((pane) => (
          <div key={pane.id} className="min-w-0 min-h-0">
            {pane.content}
          </div>
        ))}
      </div>
    );
  const handle = direction === 'horizontal' ? 'w-gutter' : 'h-gutter';
  return (
    <Group
      orientation={direction}
      className="h-full"
      {...(layout === undefined ? {} : { defaultLayout: layout })}
      onLayoutChanged={(next, { isUserInteraction }) => {
        if (isUserInteraction) onLayout?.(next);
      }}
    >
      {panes.map((pane, index) => (
        <Fragment key={pane.id}>
          {index === 0 ? null : (
            <Separator
              aria-label={t('pane.resize')}
              className={`${handle} outline-none data-[separator=hover]:bg-hairline data-[separator=active]:bg-control focus-visible:bg-focus focus-visible:shadow-none`}
            />
          )}
          <Panel
            id={pane.id}
            className="min-w-0 min-h-0"
            minSize={pane.minSize ?? 160}
            {...(pane.size === undefined ? {} : { defaultSize: pane.size, groupResizeBehavior: 'preserve-pixel-size' })}
          >
            {pane.content}
          </Panel>
        </Fragment>
      ))}
    </Group>
  );
}
