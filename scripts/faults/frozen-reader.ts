/** A screen in a process of its own, so that it can be frozen like a laptop whose lid is shut: says where it stands. */
import { Screen } from '@sitong/server/testing/screen.ts';

const [url = '', cookie = ''] = process.argv.slice(2);
const screen = await new Screen({ url, cookie, reconnects: true }).open({ positions: 'on' });
process.stdout.write('open\n');
setInterval(() => {
  const gaps = screen.faults.filter(({ kind }) => kind !== 'doubled').length;
  process.stdout.write(`${JSON.stringify({ seq: screen.seq, gaps })}\n`);
}, 200);
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
