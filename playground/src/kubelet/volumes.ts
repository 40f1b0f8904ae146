// The volumes of a pod: folders in memory that its containers share, filled from Secrets, ConfigMaps and the pod itself.
import type { Pod, Volume } from "../kubernetes/pod-types.ts";
import { readPodField, type KeyReader } from "./environment.ts";
import type { ContainerFiles, ContainerSpec } from "./program.ts";

/** Files by their path below the volume's root, without a leading slash. */
export type VolumeFiles = Map<string, string>;

/** Thrown where a volume cannot be mounted; the message is what the kubelet writes after `MountVolume.SetUp failed`. */
export class MountError extends Error {
  readonly volume: string;

  constructor(volume: string, message: string) {
    super(message);
    this.volume = volume;
  }
}

/**
 * Makes all volumes of a pod.
 *
 * @param claims - what lives in persistent volume claims, by `namespace/claim`; outlives the pod
 * @throws MountError, such as `secret "x" not found`
 */
export async function mountVolumes(
  pod: Pod,
  readKeys: KeyReader,
  claims: Map<string, VolumeFiles>,
): Promise<Map<string, VolumeFiles>> {
  const mounted = new Map<string, VolumeFiles>();
  for (const volume of pod.spec.volumes ?? [])
    mounted.set(volume.name, await mountVolume(pod, volume, readKeys, claims));
  return mounted;
}

/** Writes the downward API's files anew, after labels or annotations have changed. */
export function refreshDownwardVolumes(pod: Pod, mounted: ReadonlyMap<string, VolumeFiles>): void {
  for (const volume of pod.spec.volumes ?? []) {
    const files = mounted.get(volume.name);
    if (files) writeDownward(pod, volume.downwardAPI, files);
  }
}

/** The file system of one container: its mounts, and a root of its own that is lost when it ends. */
export function createContainerFiles(
  container: ContainerSpec,
  volumes: ReadonlyMap<string, VolumeFiles>,
): ContainerFiles {
  const root: VolumeFiles = new Map();
  const mounts = (container.volumeMounts ?? [])
    .map(mount => ({
      ...mount,
      mountPath: trimSlashes(mount.mountPath),
      files: volumes.get(mount.name) ?? new Map<string, string>(),
    }))
    .sort((a, b) => b.mountPath.length - a.mountPath.length);

  function locate(path: string): { files: VolumeFiles; inside: string; isReadOnly: boolean } {
    const plain = trimSlashes(path);
    const mount = mounts.find(candidate => isBelow(plain, candidate.mountPath));
    if (!mount) return { files: root, inside: plain, isReadOnly: false };
    const inside = trimSlashes(`${trimSlashes(mount.subPath ?? "")}/${plain.slice(mount.mountPath.length)}`);
    return { files: mount.files, inside, isReadOnly: mount.readOnly === true };
  }

  return {
    write(path, text) {
      const { files, inside, isReadOnly } = locate(path);
      if (isReadOnly) throw Object.assign(new Error(`open ${path}: read-only file system`), { code: "EROFS" });
      files.set(inside, text);
    },
    read(path) {
      const { files, inside } = locate(path);
      return files.get(inside);
    },
    list: folder => listFiles(trimSlashes(folder), mounts, root),
    isMounted: path => mounts.some(mount => isBelow(trimSlashes(path), mount.mountPath)),
  };
}

interface Mount {
  mountPath: string;
  subPath?: string;
  files: VolumeFiles;
}

function listFiles(folder: string, mounts: readonly Mount[], root: VolumeFiles): string[] {
  const paths = new Set([...root.keys()].filter(path => isBelow(path, folder)));
  for (const mount of mounts) {
    const prefix = trimSlashes(mount.subPath ?? "");
    for (const path of mount.files.keys()) {
      if (!isBelow(path, prefix)) continue;
      const outside = trimSlashes(`${mount.mountPath}/${path.slice(prefix.length)}`);
      if (isBelow(outside, folder)) paths.add(outside);
    }
  }
  return [...paths].sort().map(path => `/${path}`);
}

async function mountVolume(
  pod: Pod,
  volume: Volume,
  readKeys: KeyReader,
  claims: Map<string, VolumeFiles>,
): Promise<VolumeFiles> {
  const claim = volume.persistentVolumeClaim;
  if (claim) {
    const key = `${pod.metadata.namespace ?? ""}/${claim.claimName}`;
    const files = claims.get(key) ?? new Map<string, string>();
    claims.set(key, files);
    return files;
  }
  const files: VolumeFiles = new Map();
  const { secret, configMap } = volume;
  if (secret) await writeKeys(volume.name, "Secret", secret.secretName ?? "", secret, readKeys, files);
  if (configMap) await writeKeys(volume.name, "ConfigMap", configMap.name ?? "", configMap, readKeys, files);
  writeDownward(pod, volume.downwardAPI, files);
  return files;
}

interface KeySource {
  items?: { key: string; path: string }[];
  optional?: boolean;
}

async function writeKeys(
  volume: string,
  kind: "Secret" | "ConfigMap",
  name: string,
  source: KeySource,
  readKeys: KeyReader,
  files: VolumeFiles,
): Promise<void> {
  const keys = await readKeys(kind, name);
  if (!keys) {
    if (source.optional === true) return;
    throw new MountError(volume, `${kind.toLowerCase()} "${name}" not found`);
  }
  for (const { key, path } of source.items ?? [...keys.keys()].map(key => ({ key, path: key }))) {
    const value = keys.get(key);
    if (value !== undefined) files.set(trimSlashes(path), value);
    else if (source.optional !== true) {
      throw new MountError(volume, `references non-existent ${kind === "Secret" ? "secret" : "config"} key: ${key}`);
    }
  }
}

function writeDownward(pod: Pod, source: Volume["downwardAPI"], files: VolumeFiles): void {
  for (const { path, fieldRef } of source?.items ?? []) {
    if (fieldRef) files.set(trimSlashes(path), readPodField(pod, fieldRef.fieldPath));
  }
}

function isBelow(path: string, folder: string): boolean {
  return folder === "" || path === folder || path.startsWith(`${folder}/`);
}

function trimSlashes(path: string): string {
  return path.split("/").filter(Boolean).join("/");
}
