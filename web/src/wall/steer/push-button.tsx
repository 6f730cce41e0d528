import type { Incident } from '@sitong/shared/pillars/command/state.ts';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { useMay } from '../use-act.ts';
import { useSteer } from './use-steer.ts';

/** 推到大屏 for the hand that is on the mouse: the twin of Alt+W. Pressed again, the wall shows everything. */
export function PushButton({ incident }: { incident: Incident }) {
  const { t } = useTranslation('wall');
  const { pushed, push, back } = useSteer();
  const may = useMay()('SteerWall');
  const here = pushed?.incident.id === incident.id;
  return (
    <Button
      keys="Alt+W"
      disabledReason={may.enabled ? undefined : may.reason}
      onPress={() => void (here ? back() : push(incident))}
    >
      {here ? t('push.takeBack') : t('push.button')}
    </Button>
  );
}
