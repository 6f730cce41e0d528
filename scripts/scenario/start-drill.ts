import { z } from 'zod';

const StartedSchema = z.object({ world: z.string(), token: z.string(), jt808Port: z.number().optional() });

export interface StartDrill {
  url: string;
  username: string;
  password: string;
  drill: { scenario: string; officers: 'hand' | 'scripted'; speed: number; title?: string; startAt?: string };
}

/** Signs in, begins a drill that we play ourselves, signs out again. Throws with the server's own words. */
export async function startDrill({
  url,
  username,
  password,
  drill,
}: StartDrill): Promise<z.infer<typeof StartedSchema>> {
  if (password === '')
    throw new Error(`set SITONG_PASSWORD to the password of ${username}, or --user to another who may begin a drill`);
  const json = { 'content-type': 'application/json' };
  const signedIn = await ask(`${url}/api/session`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ username, password }),
  });
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0];
  if (cookie === undefined) throw new Error('the server opened no session');
  const headers = { ...json, cookie };
  const body = JSON.stringify({ ...drill, player: 'caller' });
  const started = await ask(`${url}/api/drills`, { method: 'POST', headers, body });
  const answer = StartedSchema.parse(await started.json());
  await ask(`${url}/api/session`, { method: 'DELETE', headers: { cookie } });
  return answer;
}

async function ask(address: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address, init);
  } catch {
    throw new Error(`no server answers at ${new URL(address).origin}: start it with npm start, or name it with --url`);
  }
  if (!response.ok)
    throw new Error(`${init.method} ${new URL(address).pathname}: ${response.status} ${await response.text()}`);
  return response;
}
