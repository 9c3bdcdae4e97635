/** What a server group is compiled from. */
import type { Reading } from "../../read/reading.js";
import type { ValueOf } from "../../schema/field.js";
import type { serverBlock } from "../../schema/servers.js";
import type { RpcCosts } from "../../types/machine.js";
import type { World } from "../world.js";
import type { LoadSpan } from "./profile.js";

export type ServerBlock = ValueOf<typeof serverBlock>;
export interface ServerContext {
  readonly reader: Reading;
  readonly world: World;
  readonly span: LoadSpan;
  /** Costs of the servers' clients, and of appending to HDFS, on the scenario's machine. */
  readonly rpc: RpcCosts;
  readonly appendPerEventTicks: number;
}
