// The public face of the model: what a document means to Seldon, and the facts of Seldon that rules quote.
export { containerNames } from "./container-names.ts";
export { ComponentSpec, Container, Deployment, Predictor, Unit } from "./deployment.ts";
export { editDistance, nearest } from "./nearest.ts";
export { addOwnContainer, placeholderImage } from "./own-container.ts";
export { MISTAKEN_IMAGES, PUBLISHED_IMAGES } from "./published-images.ts";
export { isRcloneSecret, isSeldonDeployment, resourcesOf, SELDON_GROUP, type Resource } from "./resource.ts";
export * from "./seldon-facts.ts";
export { isTemplated, isTemplateFile, isTemplateSource } from "./template.ts";
export { parseImageReference, type ImageReference } from "./image-reference.ts";
export { podContainers, tcpPort, type PodContainer } from "./pod-ports.ts";
export { probeHandler, probeNumbers } from "./probe.ts";
export { parseQuantity, quantityOf } from "./quantity.ts";
export { bareSpelling, sameSpelling } from "./spelling.ts";
export { stockServer } from "./stock-server.ts";
export { decodeBase64, encodeBase64 } from "./base64.ts";
export {
  isModelProvided,
  rcloneSources,
  storeSecret,
  type ModelSource,
  type StoreSecret,
  type StoreSecretPart,
} from "./model-source.ts";
export { parseModelUri, RCLONE_PREFIX, remoteVariable, type ModelUri } from "./model-uri.ts";
export { isFilledLater, secretEntries, secretsNamed, type SecretEntry } from "./secret.ts";
