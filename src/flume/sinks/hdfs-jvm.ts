/**
 * What all HDFS sinks of one agent process share: the lock for opens (BucketWriter.staticLock), and one client
 * for each storage (Hadoop caches file systems by address and user).
 */
import { Sampler } from "../../random/sampler.js";
import type { Streams } from "../../random/streams.js";
import type { HdfsClientCosts } from "../../scenario/types/machine.js";
import type { Hdfs } from "../../storage/hdfs/hdfs.js";
import type {
  HdfsClient,
  HdfsClients,
  HdfsClientSettings,
} from "../../storage/hdfs/hdfs-client.js";
import { Turns } from "./hdfs-turns.js";

export class HdfsJvm {
  readonly openLock = new Turns(1);
  readonly #clients = new Map<Hdfs, HdfsClient>();
  readonly #name: string;

  /** @param name of the life: part of the names of its random streams */
  constructor(name: string) {
    this.#name = name;
  }

  /** The process's client of a storage, made when it is first asked for. */
  clientOf(
    hdfs: Hdfs,
    make: { readonly clients: HdfsClients; readonly streams: Streams },
    costs: HdfsClientCosts,
    place: Pick<HdfsClientSettings, "process" | "links" | "host">,
  ): HdfsClient {
    const known = this.#clients.get(hdfs);
    if (known !== undefined) return known;
    const { name, hflushTicks } = hdfs.settings;
    const sampler = (law: typeof hflushTicks, purpose: string): Sampler =>
      new Sampler(law, () => make.streams.stream(`${this.#name}/${name}/${purpose}`));
    const client = make.clients.make(hdfs, {
      ...place,
      setupTicks: sampler(costs.setupTicks, "setup"),
      hflushTicks: sampler(hflushTicks, "hflush"),
    });
    this.#clients.set(hdfs, client);
    return client;
  }
}
