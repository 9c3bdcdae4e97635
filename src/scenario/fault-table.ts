/**
 * Which fault fits which part of the model: the one table, checked on every scenario and printed by
 * the reference. Any other pair is a Problem that lists what fits.
 */
import type { FaultKind } from "./types/faults.js";

export type FaultPart =
  | "servers"
  | "agent"
  | "source"
  | "memory channel"
  | "file channel"
  | "timed sink"
  | "other sink"
  | "storage"
  | "namenode"
  | "datanode"
  | "link";

/** For each part, the faults that fit it and what each means there. */
export const FAULT_TABLE: Readonly<
  Record<FaultPart, Readonly<Partial<Record<FaultKind, string>>>>
> = {
  servers: {
    down: "they generate nothing; what they have is sent",
    hang: "they generate, and send nothing: the thread that sends stands still",
    slow: "their client's processor work takes `factor` times as long",
    crash: "the process dies and its backlog is lost; it starts anew at the end",
    partition: "packets to and from them vanish until it heals",
  },
  agent: {
    down: "its sources refuse connections; what it holds goes on",
    crash: "the process dies; memory channels lose their events; it starts again at the end",
    hang: "the process stands still (SIGSTOP): connections stay, calls are not answered",
    slow: "everything its processor does takes `factor` times as long",
    partition: "packets to and from it vanish until it heals",
    start: "an agent that was `late` starts",
  },
  source: {
    down: "its port refuses, and connections to it break; puts that have begun go on",
    hang: "it accepts, and answers nothing: its request threads stand still",
    slow: "its threads take `factor` times as long for a call, and nobody else does",
  },
  "memory channel": {
    slow: "the processor work to put and take takes `factor` times as long",
  },
  "file channel": {
    down: "its disk is broken: puts and takes fail; a replay that ends meanwhile has failed for good",
    hang: "its disk does not answer: what is being written or read ends with the fault",
    slow: "all that its disk does takes `factor` times as long",
  },
  "timed sink": {
    down: "it answers as `onDown` says, and takes nothing",
    hang: "a batch takes until the end of the fault",
    slow: "a batch takes `factor` times as long",
  },
  "other sink": {
    down: "every `process()` fails before it takes anything",
    hang: "its thread stands in its call, with a batch taken, until the end; no time-out counts there",
    slow: "its own processor work takes `factor` times as long",
  },
  storage: {
    down: "calls fail at once",
    hang: "calls are not answered",
    slow: "everything takes `factor` times as long",
    "safe-mode": "no file can be created, closed or renamed, no block begun; open blocks go on",
  },
  namenode: {
    down: "calls for files fail at once; open files go on",
    hang: "calls for files are not answered; open files go on",
    slow: "calls for files take `factor` times as long",
    "safe-mode": "no file can be created, closed or renamed, no block begun; open blocks go on",
  },
  datanode: {
    down: "its replicas are given up; the NameNode misses it, and chooses others, after 10.5 min",
    hang: "pipelines through it stall until the client's read timeout",
    slow: "writes through it take `factor` times as long",
  },
  link: {
    down: "connections over it break, and new ones are refused",
    partition: "packets vanish until it heals",
    slow: "latency is `factor` times as long, bandwidth that much less",
  },
};

/** All kinds of fault, in the order of the reference. */
export const FAULT_KINDS = [
  "down",
  "hang",
  "slow",
  "crash",
  "partition",
  "safe-mode",
  "start",
] as const;
