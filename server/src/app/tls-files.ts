import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import type { TlsConfig } from '../config.ts';

export interface TlsFiles {
  cert: Buffer;
  key: Buffer;
  /** Written down, so that no setting of the machine (--tls-min-v1.0) lowers it. */
  minVersion: 'TLSv1.2';
}

/** Certificate and key, read and tried once; an error names the variable whose file cannot be used. */
export async function tlsFiles(tls: Extract<TlsConfig, { kind: 'files' }>): Promise<TlsFiles> {
  const read = async (variable: string, path: string): Promise<Buffer> => {
    try {
      return await readFile(path);
    } catch (error) {
      const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      throw new Error(`${variable} names ${path}, which cannot be read (${why}): give a PEM file this user may read`);
    }
  };
  const cert = await read('TLS_CERT', tls.certPath);
  const key = await read('TLS_KEY', tls.keyPath);
  const tried = (variable: string, what: { cert?: Buffer; key?: Buffer }): void => {
    try {
      createSecureContext(what);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(
        `${variable} cannot be used (${why}): give a PEM certificate and the unencrypted key made for it`,
      );
    }
  };
  tried('TLS_CERT', { cert });
  tried('TLS_KEY', { key });
  tried('TLS_KEY', { cert, key });
  return { cert, key, minVersion: 'TLSv1.2' };
}
