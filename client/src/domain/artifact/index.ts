// Whether the models that a SeldonDeployment names are in their stores.
export { foldersAbove, lacksModel, MOST_TEXT, tellingFiles } from "./around.ts";
export { checkWords, placeWords, secretWords, sizeWords, type CheckTone } from "./check-words.ts";
export type { ModelCheck, ModelFinding, SecretOrigin } from "./model-check.ts";
export { modelPlaces, questionKey, type ModelPlace } from "./model-places.ts";
export { secretEnvironment } from "./secret-environment.ts";
