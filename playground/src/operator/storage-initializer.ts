// The init container that fetches a model, and the volume it leaves it in (seldon-facts §4).
import type { ContainerSpec, PodSpec, Volume, VolumeMount } from "../kubernetes/pod-types.ts";
import type { Deployment } from "../kubernetes/workload-types.ts";
import type { BuildContext } from "./components.ts";
import { modelPath } from "./container-service.ts";
import { credentialsFrom } from "./credentials.ts";
import { cutName } from "./names.ts";
import { OperatorError } from "./operator-error.ts";

/** What a unit or an explainer says about its model. Empty texts count as absent. */
export interface ModelSource {
  readonly modelUri?: string;
  readonly serviceAccountName?: string;
  readonly envSecretRefName?: string;
  readonly storageInitializerImage?: string;
}

const claimVolume = "kfserving-pvc-source";
const claimPath = "/mnt/pvc";
const claimPrefix = "pvc://";

/**
 * Adds the initializer of a container to its pod, unless the user brings one of that name: then only the mount is made sure of,
 * and the volume is the user's to declare (F24). The volume is appended even where the user has one of the same name, which the
 * API server refuses (S01). Throws where the pod has no such container.
 */
export function addStorageInitializer(
  context: BuildContext,
  deployment: Deployment,
  containerName: string,
  source: ModelSource,
): void {
  const modelUri = source.modelUri ?? "";
  if (modelUri === "") return;
  const pod = deployment.spec.template.spec;
  const server = pod.containers.find(container => container.name === containerName);
  if (!server) throw new OperatorError(`Invalid configuration: cannot find container: ${containerName}`);
  const volume = cutName(`${containerName}-provision-location`);
  const name = cutName(`${containerName}-model-initializer`);
  if (pod.initContainers?.some(container => container.name === name)) {
    mount(server, volume, modelPath);
    return;
  }
  const claim = modelUri.startsWith(claimPrefix) ? readClaim(modelUri) : undefined;
  const volumes: Volume[] = [];
  const mounts: VolumeMount[] = [];
  if (claim) {
    volumes.push({ name: claimVolume, persistentVolumeClaim: { claimName: claim.name } });
    mounts.push({ name: claimVolume, mountPath: claimPath, readOnly: true });
    mount(server, claimVolume, claimPath);
  }
  volumes.push({ name: volume, emptyDir: {} });
  mounts.push({ name: volume, mountPath: modelPath });
  mount(server, volume, modelPath);
  const initializer = createInitializer(context, name, claim?.path ?? modelUri, mounts, source);
  pod.volumes = [...(pod.volumes ?? []), ...volumes];
  addCredentials(context, pod, initializer, source);
  pod.initContainers = [...(pod.initContainers ?? []), initializer];
}

function createInitializer(
  context: BuildContext,
  name: string,
  uri: string,
  volumeMounts: VolumeMount[],
  source: ModelSource,
): ContainerSpec {
  const settings = context.config.storageInitializer;
  const ownImage = source.storageInitializerImage ?? "";
  const fallback = settings.image === "" ? "docker.io/seldonio/rclone-storage-initializer:latest" : settings.image;
  return {
    name,
    image: ownImage === "" ? fallback : ownImage,
    args: [uri, modelPath],
    imagePullPolicy: "IfNotPresent",
    resources: {
      limits: { cpu: settings.cpuLimit, memory: settings.memoryLimit },
      requests: { cpu: settings.cpuRequest, memory: settings.memoryRequest },
    },
    terminationMessagePath: "/dev/termination-log",
    terminationMessagePolicy: "File",
    volumeMounts,
  };
}

function addCredentials(context: BuildContext, pod: PodSpec, initializer: ContainerSpec, source: ModelSource): void {
  const given = source.serviceAccountName ?? "";
  const account = given === "" ? (pod.serviceAccountName ?? "") : given;
  const credentials = credentialsFrom(context.accountSecrets.get(account) ?? []);
  if (credentials.env.length > 0) initializer.env = [...credentials.env];
  initializer.volumeMounts = [...(initializer.volumeMounts ?? []), ...credentials.volumeMounts];
  pod.volumes = [...(pod.volumes ?? []), ...credentials.volumes];
  const secret = source.envSecretRefName ?? "";
  if (secret !== "") initializer.envFrom = [{ secretRef: { name: secret } }];
}

function readClaim(modelUri: string): { name: string; path: string } {
  const [name = "", ...path] = modelUri.slice(claimPrefix.length).split("/");
  return { name, path: `${claimPath}/${path.join("/")}` };
}

// Looks at the volume's name only: another volume mounted at the same path is refused by the API server (S01).
function mount(container: ContainerSpec, volume: string, mountPath: string): void {
  const mounts = container.volumeMounts ?? [];
  if (mounts.some(known => known.name === volume)) return;
  container.volumeMounts = [...mounts, { name: volume, mountPath, readOnly: true }];
}
