/** What the process tells its caller. */
export const EXIT = { met: 0, notMet: 1, badInput: 2, bug: 70, interrupted: 130 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
