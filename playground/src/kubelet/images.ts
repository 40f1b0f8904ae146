// The node's images: which are there, how long a pull takes, and what containerd says when there is no such image.
import { createHash } from "node:crypto";
import type { Clock } from "../kubernetes/clock.ts";

/** What a pull ended with. `message` is the text of the event. */
export interface PullResult {
  readonly isThere: boolean;
  /** Whether something was fetched, or asked for, at all. */
  readonly wasPulled: boolean;
  readonly message: string;
}

export interface ImageStore {
  /** Whether a container with this policy can start without asking the registry. */
  isPresent(image: string, policy: string): boolean;
  /**
   * Fetches an image; several calls at once share the work.
   *
   * @param exists - whether the registry has it
   * @param refusal - why it does not give it, as it stands after `rpc error: `
   */
  pull(image: string, exists: boolean, signal: AbortSignal, refusal?: string): Promise<PullResult>;
}

/** Images that were pulled stay: the second pod of an image starts at once. */
export function createImageStore(clock: Clock): ImageStore {
  const present = new Set<string>();
  return {
    isPresent: (image, policy) => policy !== "Always" && present.has(image),
    async pull(image, exists, signal, refusal) {
      const seconds = !exists ? 0.9 : present.has(image) ? 0.4 : pullSeconds(image);
      await clock.sleep(seconds, signal);
      if (exists) {
        present.add(image);
        const time = `${seconds.toFixed(3)}s`;
        return {
          isThere: true,
          wasPulled: true,
          message: `Successfully pulled image "${image}" in ${time} (${time} including waiting)`,
        };
      }
      const failed = (error: string): PullResult => ({
        isThere: false,
        wasPulled: true,
        message: `Failed to pull image "${image}": rpc error: ${error}`,
      });
      if (refusal !== undefined) return failed(refusal);
      const full = normalizeImage(image);
      const reason = `failed to pull and unpack image "${full}": failed to resolve reference "${full}": ${full}: not found`;
      return failed(`code = NotFound desc = ${reason}`);
    },
  };
}

/** An image reference in full, as containerd reports it: registry, library folder and tag included. */
export function normalizeImage(image: string): string {
  const [first = "", ...rest] = image.split("/");
  const hasRegistry = rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
  const path = hasRegistry ? image : `docker.io/${rest.length === 0 ? "library/" : ""}${image}`;
  const hasTag = /[:@][^/]*$/.test(path.slice(path.indexOf("/")));
  return hasTag ? path : `${path}:latest`;
}

/** The reference by digest of an image; the digest is made from the name. */
export function imageIdOf(image: string): string {
  const full = normalizeImage(image);
  const digest = createHash("sha256").update(full).digest("hex");
  return `${full.replace(/(@.*|:[^/:]*)$/, "")}@sha256:${digest}`;
}

/** One to four seconds, always the same for an image: as from a registry nearby. */
function pullSeconds(image: string): number {
  const [byte = 0] = createHash("sha256").update(image).digest();
  return 1 + (byte / 255) * 3;
}
