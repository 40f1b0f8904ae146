// The public face of looking for models in their stores. No VS Code in it.
// A bundle of its own with all that knows values of Secrets: they do not outlive the way from one bundle to another.
export { checkModels } from "./check-models.ts";
export type { WrittenSecret } from "./read-secret.ts";
