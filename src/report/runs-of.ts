/** Many addresses in few words. */

const NUMBERED = /^(.*)\[(\d+)\]$/;

/** @returns addresses with numbers that follow each other as runs: `tier1[0] to tier1[11], spare` */
export function runsOf(addresses: readonly string[]): string {
  const runs: { first: string; last: string }[] = [];
  for (const address of addresses) {
    const run = runs.at(-1);
    if (run !== undefined && follows(run.last, address)) run.last = address;
    else runs.push({ first: address, last: address });
  }
  return runs.map(({ first, last }) => (first === last ? first : `${first} to ${last}`)).join(", ");
}

function follows(before: string, address: string): boolean {
  const [, name, number] = NUMBERED.exec(before) ?? [];
  return name !== undefined && address === `${name}[${String(Number(number) + 1)}]`;
}
