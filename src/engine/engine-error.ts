/** An engine that cannot be had, or was lost: what is wrong out there, and what to do. Not the fault of any job. */
export class EngineError extends Error {}
