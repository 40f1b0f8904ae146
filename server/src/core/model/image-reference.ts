// Splits a container image reference into its parts, as the container runtime reads it.

export interface ImageReference {
  /** Host of the registry as written; undefined for Docker Hub, written out or not. */
  readonly registry: string | undefined;
  /** Path without registry, such as `seldonio/mlflowserver`. */
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
  /** Everything before the tag and the digest, as written. */
  readonly name: string;
}

const DOCKER_HUB: ReadonlySet<string> = new Set(["docker.io", "index.docker.io", "registry-1.docker.io"]);

/** Undefined for text that is no image reference, such as one that a template still has to fill in. */
export function parseImageReference(text: string): ImageReference | undefined {
  if (!/^[A-Za-z0-9][\w.\-:/@[\]]*$/.test(text)) return undefined;
  const [beforeDigest = "", digest] = text.split("@");
  const colon = beforeDigest.lastIndexOf(":");
  const hasTag = colon > beforeDigest.lastIndexOf("/");
  const name = hasTag ? beforeDigest.slice(0, colon) : beforeDigest;
  const slash = name.indexOf("/");
  const host = slash === -1 ? "" : name.slice(0, slash);
  const hasHost = /[.:]/.test(host) || host === "localhost";
  const repository = hasHost ? name.slice(slash + 1) : name;
  if (repository === "") return undefined;
  return {
    registry: hasHost && !DOCKER_HUB.has(host) ? host : undefined,
    repository,
    tag: hasTag ? beforeDigest.slice(colon + 1) : undefined,
    digest,
    name,
  };
}
