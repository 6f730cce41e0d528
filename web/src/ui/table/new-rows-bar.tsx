import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { KeyHint } from '../key-hint.tsx';

/** `3 条新消息  Home 查看`: rows kept back so that the one under the cursor stays where it is. */
export function NewRowsBar({ waiting, onShow }: { waiting: number; onShow: () => void }) {
  const { t } = useTranslation('ui');
  if (waiting === 0) return null;
  return (
    <Button
      onPress={onShow}
      className="flex w-full items-center justify-between gap-2 min-h-row-group px-pad bg-bg-2 border-b border-hairline text-meta cursor-default"
    >
      <span className="font-medium">{t('rows.waiting', { count: waiting })}</span>
      <span className="text-ink-2">
        <KeyHint keys="Home" /> {t('rows.show')}
      </span>
    </Button>
  );
}
