import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../icon.tsx';
import { useShownKeys } from '../keys/keys-context.tsx';

export interface HealthItem {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  /** A fault is magenta with a hollow mark; simulated says so in its value. */
  readonly state: 'ok' | 'fault' | 'simulated';
}

export interface FooterKey {
  readonly keys: string;
  readonly label: string;
}

/**
 * The line under every desk screen: is the system well, which keys do something here, who sits here. It grows by a line
 * rather than cut what is wrong with the system.
 */
export function Footer(props: { health: readonly HealthItem[]; keys: readonly FooterKey[]; seat: ReactNode }) {
  const { health, keys, seat } = props;
  const { t } = useTranslation('ui');
  const shown = useShownKeys();
  return (
    <footer className="flex items-center gap-5 max-md:flex-wrap max-md:gap-y-0 min-h-footer px-pad bg-bg-0 border-t border-hairline text-mini text-ink-2">
      <ul aria-label={t('nav.status')} className="flex flex-wrap items-center gap-x-5 m-0 p-0 list-none min-w-0">
        {health.map((item) => (
          <li key={item.id} className={`flex items-center gap-1.5 ${item.state === 'fault' ? 'text-fault' : ''}`}>
            {item.state === 'fault' ? <Icon name="lost" /> : null}
            {item.label}{' '}
            <span className={item.state === 'simulated' ? 'text-ink-1 font-medium' : ''}>{item.value}</span>
          </li>
        ))}
      </ul>
      <div className="ml-auto flex items-center gap-4 shrink-0 whitespace-nowrap">
        {keys.map((key) =>
          shown(key.keys) === '' ? null : (
            <span key={key.keys} className="max-xl:hidden">
              {shown(key.keys)} {key.label}
            </span>
          ),
        )}
        <span>{seat}</span>
      </div>
    </footer>
  );
}
