// The public face of Secrets for the storage initializer, as a person makes or mends one.
export { fieldProblem, fieldValue, formsFor, secretEntries, type SecretField, type StoreForm } from "./forms.ts";
export { repairEntries, type RepairEntry } from "./repair.ts";
export { secretPath } from "./secret-path.ts";
export { placeholderManifest, secretCommand, type NamedSecret } from "./texts.ts";
