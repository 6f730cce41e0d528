import { ListBox, ListBoxItem, ListLayout, Popover, Text, Virtualizer } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Choice } from './choice.ts';

/** The popover under a Select or ComboBox: choices with their detail, those not allowed with their reason. */
export function ChoicePopover({ items }: { items?: Iterable<Choice> }) {
  const { t } = useTranslation('ui');
  const list = (
    <ListBox
      className="max-h-[inherit] overflow-auto outline-none p-1"
      {...(items === undefined ? {} : { items })}
      renderEmptyState={() => <p className="m-0 p-2 text-meta text-ink-3">{t('form.noMatch')}</p>}
    >
      {(choice: Choice) => (
        <ListBoxItem
          id={choice.id}
          textValue={choice.label}
          isDisabled={choice.disabledReason !== undefined}
          className="flex flex-wrap items-baseline gap-x-3 min-h-control px-2 py-1.5 rounded-control cursor-default outline-none hovered:bg-bg-1 focused:bg-bg-1 focus-seen:shadow-[inset_0_0_0_2px_var(--focus)] selected:font-medium off:text-ink-3"
        >
          <Text slot="label" className="min-w-0 wrap-anywhere">
            {choice.label}
          </Text>
          <Text slot="description" className="ml-auto min-w-0 text-right text-meta text-ink-3 wrap-anywhere">
            {choice.disabledReason ?? choice.detail}
          </Text>
        </ListBoxItem>
      )}
    </ListBox>
  );
  return (
    <Popover className="z-dialog w-(--trigger-width) max-h-80 bg-bg-2 border border-control rounded-control">
      <Virtualizer layout={ListLayout} layoutOptions={{ estimatedRowSize: 36, padding: 4 }}>
        {list}
      </Virtualizer>
    </Popover>
  );
}
