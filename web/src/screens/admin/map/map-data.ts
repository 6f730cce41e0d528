import { type ArchivePart, type MapSettings, MapSettingsSchema } from '@sitong/shared/kernel/master/map-ground.ts';
import { z } from 'zod';
import { ApiError, api } from '../../../plumbing/http/api.ts';

export const SETTINGS = ['map-settings'];

const ErrorSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

export const settingsNow = (signal?: AbortSignal): Promise<MapSettings> =>
  api('/api/map/settings', { schema: MapSettingsSchema, ...(signal === undefined ? {} : { signal }) });

export const switchArchive = (part: ArchivePart, id: string | null): Promise<MapSettings> =>
  api(`/api/map/archives/${part}/use`, { method: 'POST', body: { id }, schema: MapSettingsSchema });

export interface Upload {
  part: ArchivePart;
  file: File;
  encoding: 'auto' | 'mapbox' | 'terrarium';
  /** 0 to 1 while the bytes are on their way. */
  onProgress: (share: number) => void;
}

/** Sends an archive of any size; `fetch` tells nothing of how far it has come. Throws ApiError. */
export function sendArchive({ part, file, encoding, onProgress }: Upload): Promise<MapSettings> {
  const query = new URLSearchParams({ name: file.name.slice(0, 120) || 'map.pmtiles' });
  if (encoding !== 'auto') query.set('encoding', encoding);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', `/api/map/archives/${part}?${query}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new ApiError(0, 'offline', 'no answer from the server'));
    request.onload = () => {
      const answer = parsed(request.responseText);
      const settings = MapSettingsSchema.safeParse(answer);
      if (request.status === 200 && settings.success) return resolve(settings.data);
      const failed = ErrorSchema.safeParse(answer);
      const { code, message } = failed.success ? failed.data.error : { code: `http_${request.status}`, message: '' };
      reject(new ApiError(request.status, code, message));
    };
    request.send(file);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: a proxy's page, for one.
    return undefined;
  }
}
