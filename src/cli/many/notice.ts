/** What a command says beside its result: a line on standard error. */
const CLEAR_LINE = "\r\u001b[K";

export function notice(text: string): void {
  // A line of progress may stand there.
  process.stderr.write(`${process.stderr.isTTY ? CLEAR_LINE : ""}fanin: ${text}\n`);
}
