import { type MapSettings, MapSettingsSchema, TiandituLayerSchema } from '@sitong/shared/kernel/master/map-ground.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../plumbing/http/api.ts';
import { Button } from '../../../ui/button.tsx';
import { ChipChoice } from '../../../ui/chip.tsx';
import { TextField } from '../../../ui/form/text-field.tsx';
import { Panel } from '../../../ui/panel.tsx';

/** 天地图 under the map. The key goes to the server and never comes back; only its last letters are shown. */
export function TiandituPanel(props: {
  now: MapSettings['tianditu'];
  off: string | undefined;
  onChanged: (work: Promise<unknown>) => void;
}) {
  const { now, off, onChanged } = props;
  const { t } = useTranslation('admin');
  const [layer, setLayer] = useState(now.layer);
  const [address, setAddress] = useState(now.address);
  const [credit, setCredit] = useState(now.credit);
  const [key, setKey] = useState('');
  const save = (keyTold: string | null | undefined, layerTold = layer): void => {
    setKey('');
    const body = { layer: layerTold, address, credit, ...(keyTold === undefined ? {} : { key: keyTold }) };
    onChanged(api('/api/map/tianditu', { method: 'PUT', body, schema: MapSettingsSchema }));
  };
  return (
    <Panel
      className="h-full"
      title={t('map.tianditu.title')}
      meta={t(`map.tianditu.layerWord.${now.layer}`)}
      footer={
        <>
          <Button kind="primary" disabledReason={off} onPress={() => save(key.trim() === '' ? undefined : key.trim())}>
            {t('map.tianditu.save')}
          </Button>
          <Button
            disabledReason={off ?? (now.key === null ? t('map.tianditu.keyNone') : undefined)}
            onPress={() => {
              setLayer('off');
              save(null, 'off');
            }}
          >
            {t('map.tianditu.drop')}
          </Button>
        </>
      }
    >
      <div className="h-full overflow-auto p-pad grid gap-5 content-start">
        <p className="m-0 text-meta text-ink-2">{t('map.tianditu.how')}</p>
        <div className="grid gap-2">
          <span className="text-meta text-ink-2">{t('map.tianditu.layer')}</span>
          <ChipChoice
            label={t('map.tianditu.layer')}
            choices={TiandituLayerSchema.options.map((id) => ({ id, label: t(`map.tianditu.layerWord.${id}`) }))}
            value={layer}
            onChange={setLayer}
          />
        </div>
        <TextField
          label={t('map.tianditu.key')}
          description={`${now.key === null ? t('map.tianditu.keyNone') : t('map.tianditu.keyNow', { key: now.key })} · ${t('map.tianditu.keyHow')}`}
          type="password"
          autoComplete="off"
          value={key}
          onChange={setKey}
          maxLength={64}
        />
        <TextField
          label={t('map.tianditu.address')}
          description={t('map.tianditu.addressHow')}
          value={address}
          onChange={setAddress}
          maxLength={200}
        />
        <TextField label={t('map.tianditu.credit')} value={credit} onChange={setCredit} maxLength={80} />
      </div>
    </Panel>
  );
}
