// The public face of what rules can make as files: Secrets with placeholders, Dockerfiles, scripts, classes.
export { combinerClassFile } from "./combiner-class.ts";
export { modelImageFile } from "./model-image.ts";
export { packEnvironmentFile } from "./pack-environment.ts";
export { storeSecretFile, storeSecretText, storesFor } from "./store-secret.ts";
