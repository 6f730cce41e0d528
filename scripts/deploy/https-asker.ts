import { request as askPlain, type IncomingHttpHeaders } from 'node:http';
import { request as askTls } from 'node:https';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** Value of a cookie that was set, by its name. */
  cookies: ReadonlyMap<string, string>;
  /** The line `set-cookie` whole, by its name. */
  setCookies: ReadonlyMap<string, string>;
}

export interface Question {
  method?: string;
  headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is. */
  text?: string;
  /** The address this person has. */
  from?: string;
}

/** One request on a connection of its own, redirects shown and not followed. */
export function ask(url: string, { method = 'GET', headers = {}, body, text, from }: Question = {}): Promise<Answer> {
  const content = body === undefined ? text : JSON.stringify(body);
  const request = url.startsWith('https:') ? askTls : askPlain;
  return new Promise((resolve, reject) => {
    const asked = request(
      url,
      {
        method,
        agent: false,
        headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(from === undefined ? {} : { localAddress: from }),
      },
      (answer) => {
        let heard = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => {
          heard += chunk;
        });
        answer.on('error', reject);
        answer.on('end', () => {
          const lines = answer.headers['set-cookie'] ?? [];
          const named = (line: string): [string, string] => [line.slice(0, line.indexOf('=')), line];
          const setCookies = new Map(lines.map(named));
          const value = (line: string): string => line.slice(line.indexOf('=') + 1).split(';')[0] ?? '';
          const cookies = new Map([...setCookies].map(([name, line]) => [name, value(line)]));
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: heard, cookies, setCookies });
        });
      },
    );
    asked.on('error', reject);
    asked.end(content);
  });
}
