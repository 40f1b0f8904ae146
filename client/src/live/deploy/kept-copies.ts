// Copies of SeldonDeployments as they were before a deploy replaced them, in files of this machine. Never a Secret.
import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { keptCopiesFrom, keptCopyKey, withKeptCopy, type KeptCopy } from "../../domain/deploy/index.ts";
import { isKubeError, type ClusterSession, type KubeObject, type ResourceType } from "../../kube/port.ts";

const NAMESPACES: ResourceType = {
  group: "",
  version: "v1",
  plural: "namespaces",
  kind: "Namespace",
  isNamespaced: false,
};

export class KeptCopies {
  readonly #folder: string;
  #work: Promise<unknown> = Promise.resolve();

  /** @param folder is made when something is kept */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The latest first; none where nothing is kept or the file is damaged. */
  async of(session: ClusterSession, namespace: string, name: string): Promise<readonly KeptCopy[]> {
    return await this.#read(await this.#file(session, namespace, name));
  }

  /** @param at milliseconds since the epoch */
  async keep(session: ClusterSession, live: KubeObject, at: number): Promise<void> {
    const file = await this.#file(session, live.metadata.namespace ?? "", live.metadata.name);
    // One after the other, so that of two deploys at once both copies stay.
    const work = this.#work.then(async () => {
      const before = await this.#read(file);
      const after = withKeptCopy(before, live, at);
      if (after === before) return;
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      await writeFile(`${file}.new`, JSON.stringify(after), { mode: 0o600 });
      await rename(`${file}.new`, file);
    });
    this.#work = work.catch(() => {});
    await work;
  }

  async #file(session: ClusterSession, namespace: string, name: string): Promise<string> {
    const key = keptCopyKey(await clusterUid(session), namespace, name);
    return path.join(this.#folder, `${createHash("sha256").update(key).digest("hex")}.json`);
  }

  async #read(file: string): Promise<readonly KeptCopy[]> {
    try {
      const stored: unknown = JSON.parse(await readFile(file, "utf8"));
      return keptCopiesFrom(stored);
    } catch {
      return []; // Nothing is kept yet, or what is there is of no use.
    }
  }
}

/** The same for all contexts of a cluster; its address where the namespace may not be read. */
async function clusterUid(session: ClusterSession): Promise<string> {
  try {
    const { metadata } = await session.get({ type: NAMESPACES, name: "kube-system" });
    return metadata.uid ?? session.context.server;
  } catch (error) {
    if (isKubeError(error)) return session.context.server;
    throw error;
  }
}
