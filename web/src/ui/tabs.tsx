import type { ReactNode } from 'react';
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components';

export interface TabItem<Id extends string> {
  readonly id: Id;
  readonly label: string;
  /** How many things are inside. */
  readonly count?: number;
  readonly content: ReactNode;
}

export function Tabs<Id extends string>(props: {
  label: string;
  items: readonly TabItem<Id>[];
  value: Id;
  onChange: (id: Id) => void;
  className?: string;
}) {
  const { label, items, value, onChange } = props;
  return (
    <AriaTabs
      selectedKey={value}
      onSelectionChange={(key) => {
        const chosen = items.find((item) => item.id === key);
        if (chosen !== undefined) onChange(chosen.id);
      }}
      className={`flex flex-col min-h-0 ${props.className ?? ''}`}
    >
      <TabList aria-label={label} className="flex flex-wrap shrink-0 px-2 border-b border-hairline">
        {items.map((item) => (
          <Tab
            key={item.id}
            id={item.id}
            className="flex items-center gap-1.5 min-h-panel-title px-2.5 text-body text-ink-2 whitespace-nowrap cursor-default outline-none border-b-2 border-transparent -mb-px hovered:text-ink-1 selected:text-ink-1 selected:font-medium selected:border-ink-1 focus-seen:shadow-[inset_0_0_0_2px_var(--focus)]"
          >
            {item.label}
            {item.count === undefined ? null : <span>{item.count}</span>}
          </Tab>
        ))}
      </TabList>
      {items.map((item) => (
        <TabPanel key={item.id} id={item.id} className="flex-1 min-h-0 outline-none">
          {item.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
