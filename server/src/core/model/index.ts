// The public face of the model: what a document means to Seldon, and the facts of Seldon that rules quote.
export type { ClusterServer, ClusterServers } from "./cluster-server.ts";
export { annotationMaps } from "./annotation-maps.ts";
export { containerNames } from "./container-names.ts";
export { ComponentSpec, Container, Deployment, Predictor, Unit } from "./deployment.ts";
export { mayShareNamespace } from "./namespace.ts";
export { editDistance, nearest } from "./nearest.ts";
export { addOwnContainer } from "./own-container.ts";
export { MISTAKEN_IMAGES, PUBLISHED_IMAGES } from "./published-images.ts";
export {
  isNearKind,
  isRcloneSecret,
  isSeldonDeployment,
  isServed,
  isUnservedSeldonDeployment,
  resourcesOf,
  SELDON_GROUP,
  SELDON_KIND,
  SERVED_VERSIONS,
  type Resource,
} from "./resource.ts";
export * from "./seldon-facts.ts";
export { isPatchFile, isTemplated, isTemplateFile, isTemplateSource } from "./template.ts";
export { parseImageReference, type ImageReference } from "./image-reference.ts";
export {
  isPredictionFile,
  isPredictionTest,
  mentionsPredictionTest,
  predictionTestsOf,
  PREDICTION_TEST_KIND,
} from "./prediction-test.ts";
export { containersOfPod, podContainers, tcpPort, type PodContainer } from "./pod-ports.ts";
export { handlersOf, probeHandler, probeNumbers } from "./probe.ts";
export { parseQuantity, quantityOf } from "./quantity.ts";
export { bareSpelling, sameSpelling } from "./spelling.ts";
export { stockServer } from "./stock-server.ts";
export { encodeBase64 } from "./base64.ts";
export { isModelProvided, rcloneSources, storeSecret, type ModelSource, type StoreSecret } from "./model-source.ts";
export { objectReferences, referredKind, type ObjectReference, type ReferredKind } from "./object-references.ts";
export {
  fetchableUri,
  isMovingAddress,
  isSamePlace,
  registryAddress,
  rememberAddress,
  rememberedAddresses,
} from "./registry-address.ts";
export { parseModelUri, RCLONE_PREFIX, remoteVariable } from "./model-uri.ts";
export { isOlderVersion } from "./version-order.ts";
export {
  editEntry,
  meantOption,
  rcloneRemotes,
  remoteOption,
  setEntry,
  type RcloneOption,
  type RcloneRemote,
} from "./rclone-remotes.ts";
export { isFilledLater, secretEntries, secretsNamed, type SecretEntry } from "./secret.ts";
